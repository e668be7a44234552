import { changeVerb, fieldName, formatValue } from '../changes/describe-change.ts';
import { formatMoney } from '../money/format-money.ts';
import { formatChange } from '../money/percent.ts';
import type { ApprovalView } from './approval-view.ts';

/** What an approval asks for, in the pieces that a row shows. */
export type Headline = {
  readonly campaign: string;
  /** An imperative: `Raise bid`. */
  readonly verb: string;
  readonly before: string | null;
  readonly after: string | null;
  /** `+15 %`, or null when no number changes. */
  readonly delta: string | null;
  readonly direction: 'up' | 'down' | null;
  /** How many further changes the plan holds. */
  readonly more: number;
};

/** The pieces of an approval’s headline: from its first change, or its title when there is none. */
export function headlineOf(approval: ApprovalView): Headline {
  const [change, ...rest] = approval.change_set?.changes ?? [];
  const campaign = approval.campaign_name ?? change?.entity_name ?? approval.campaign_id ?? 'No campaign';
  const nothing = { before: null, after: null, delta: null, direction: null, more: 0 };
  if (change === undefined) return { campaign, verb: approval.title ?? 'Decide on a plan', ...nothing };
  const currency = change.currency ?? approval.change_set?.currency ?? 'USD';
  return {
    campaign,
    verb: changeVerb(change),
    before: formatValue(change.field, change.before, currency),
    after: formatValue(change.field, change.after, currency),
    delta: change.change_pct == null ? null : formatChange(change.change_pct),
    direction: change.change_pct == null || change.change_pct === 0 ? null : change.change_pct > 0 ? 'up' : 'down',
    more: rest.length,
  };
}

/** The decision as one sentence: “Raise the bid of Spring Sale from $2.50 to $2.88 (+15 %)”. */
export function decisionSentence(approval: ApprovalView): string {
  const { campaign, verb, before, after, delta, more } = headlineOf(approval);
  const change = approval.change_set?.changes[0];
  if (change === undefined) return verb;
  const others = more === 0 ? '' : ` and ${more} more ${more === 1 ? 'change' : 'changes'}`;
  if (change.field === 'content_digest')
    return `Upload ${more === 0 ? 'a new creative' : `${more + 1} new creatives`} for ${campaign}`;
  if (change.field === 'status') return `${verb} of ${campaign}${others}`.replace(/^(Pause|Resume) campaign of/, '$1');
  if (change.field === 'audience_expansion') return `${verb} for ${campaign}${others}`;
  const [action = verb] = verb.split(' ');
  const size = delta === null ? '' : ` (${delta})`;
  return `${action} the ${fieldName(change.field)} of ${campaign} from ${before} to ${after}${size}${others}`;
}

/** What each day without a decision costs: `about $109 a day`; null when that is not known. */
export function costOfWaiting({ recommendation, change_set }: ApprovalView): string | null {
  const minor = recommendation?.daily_cost_of_waiting_minor ?? null;
  if (minor === null || minor <= 0) return null;
  return `${formatMoney(minor, change_set?.currency ?? 'USD', { whole: true })} a day`;
}

/** Why this person sees no buttons. */
export function cannotDecideWords(code: string | null): string {
  switch (code) {
    case 'DECISION_SELF_APPROVAL':
      return 'You asked for this, so a colleague decides.';
    case 'DECISION_TOO_LATE':
      return 'This has been decided.';
    case 'DECISION_REPEATED':
      return 'You have said yes; one more person is needed.';
    default:
      return 'You can read this; somebody else decides.';
  }
}

/** A status as a word for people. */
export function approvalStatusLabel(status: string): string {
  const words: Readonly<Record<string, string>> = {
    pending: 'Awaiting a decision',
    undo_window: 'Approved, can be taken back',
    approved: 'Approved',
    rejected: 'Rejected',
    expired: 'Expired',
    cancelled: 'Cancelled',
    superseded: 'Replaced by a newer plan',
  };
  return words[status] ?? status;
}
