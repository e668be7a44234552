import type { Tone } from '../executions/describe-execution.ts';
import { formatMoment } from '../time/describe-time.ts';
import { categoryLabel } from './feedback-categories.ts';
import type { RecommendationRow } from './recommendation-row.ts';

/** A fact about how a recommendation stands that is worth a label. */
export type StandingLabel = { readonly word: string; readonly tone: Tone };

type Row = Pick<
  RecommendationRow,
  'status' | 'mode' | 'auto_approved' | 'flagged_for_review' | 'conflicts_with' | 'degraded'
>;

/** The labels of a recommendation besides its status. */
export function standingLabels(row: Row): StandingLabel[] {
  const labels: (StandingLabel | null)[] = [
    row.mode === 'shadow' ? { word: 'Shadow: shown to nobody', tone: 'neutral' } : null,
    row.auto_approved ? { word: 'Approved by rule', tone: 'busy' } : null,
    row.degraded ? { word: 'Partly worked out', tone: 'waiting' } : null,
    row.conflicts_with.length > 0 && row.status === 'pending' ? { word: 'In conflict', tone: 'bad' } : null,
    row.flagged_for_review ? { word: 'Flagged for Friday', tone: 'waiting' } : null,
  ];
  return labels.filter((label) => label !== null);
}

/** How a recommendation stands; one that asks for no change waits for nobody, though a person may say what they think of it. */
export function statusOf(row: Pick<RecommendationRow, 'status' | 'approval_id' | 'mode'>): string {
  const status = row.status ?? 'pending';
  return status === 'pending' && row.approval_id === null && row.mode !== 'shadow' ? 'nothing_to_approve' : status;
}

type Ended = Pick<RecommendationRow, 'status' | 'superseded_reason' | 'expires_at' | 'conflicts_with'>;

/** Why a recommendation is not, or not simply, to be decided: replaced, run out, or against another; null when it is. */
export function standingSentence(row: Ended): string | null {
  if (row.status === 'superseded')
    return `Replaced by a newer recommendation${row.superseded_reason === null ? '.' : `: ${row.superseded_reason.replaceAll('_', ' ')}.`}`;
  if (row.status === 'expired')
    return `Nobody decided until ${row.expires_at === null ? 'its deadline' : formatMoment(row.expires_at)}; the figures are too old to act on.`;
  const others = row.conflicts_with.length;
  if (others === 0 || row.status !== 'pending') return null;
  return `${others === 1 ? 'Another open recommendation pulls' : `${others} other open recommendations pull`} the same lever. Follow one of them; together they spoil each other.`;
}

type Decided = Pick<
  RecommendationRow,
  | 'human_decision'
  | 'decided_by'
  | 'decided_at'
  | 'auto_approved'
  | 'feedback_category'
  | 'human_workflow'
  | 'edit_distance_pct'
>;

/** Who decided what and what they thought of it, as sentences; empty while nobody has. */
export function decisionSentences(row: Decided): string[] {
  const when = row.decided_at === null ? '' : ` on ${formatMoment(row.decided_at)}`;
  if (row.auto_approved) return [`Approved by the rule of autonomy${when}, without asking anybody.`];
  if (row.human_decision === null) return [];
  const { edit_distance_pct: edited, human_workflow, feedback_category } = row;
  return [
    `${row.decided_by ?? 'Somebody'} ${row.human_decision === 'rejected' ? 'rejected' : 'approved'} it${when}.`,
    ...(edited === null || edited === 0 ? [] : [`It was changed by ${Math.round(edited)} % before.`]),
    ...(feedback_category === null ? [] : [`Judged: ${lowered(categoryLabel(feedback_category))}.`]),
    ...(human_workflow === null ? [] : [`They would have chosen: ${human_workflow}.`]),
  ];
}

function lowered(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
