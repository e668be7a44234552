import { approvalCard, momentWords } from '../../contracts/approval-card.ts';
import { reasonWords } from '../../contracts/rejection.ts';
import type { TenantTransaction } from '../../db/connect.ts';
import { readReach } from '../../db/queries/agent-settings.ts';
import { findPeople } from '../../db/queries/people.ts';
import { findRecommendation } from '../../db/queries/recommendations-list.ts';
import type { Channels } from './channels.ts';

/** A recommendation that nobody is asked about, as messages tell it at one moment. */
export type ToldRecommendation = {
  readonly title: string;
  /** Campaign, root cause, confidence, risk, expectation and deadline, one thought each. */
  readonly facts: readonly string[];
  /** One sentence on how it was decided, once it was; else null. */
  readonly ending: string | null;
  readonly url: string | null;
  readonly people: readonly { readonly user_id: string; readonly email: string }[];
};

/**
 * Reads a recommendation as it stands now, with whom its stage lets hear of it: the people who decide, in the internal beta
 * only its members. Null when there is none, when it was shown to nobody, or when people are asked about it anyway.
 */
export async function readToldRecommendation(
  tx: TenantTransaction,
  id: string,
  { public_url }: Pick<Channels, 'public_url'>,
): Promise<ToldRecommendation | null> {
  const row = await findRecommendation(tx, { id });
  if (row === null || row.mode === 'shadow' || row.approval_id !== null) return null;
  const { reach } = await readReach(tx, row.campaign_id);
  if (reach.kind === 'nobody') return null;
  const people = await findPeople(tx, { roles: ['marketer', 'approver'], emails: [] });
  const members = reach.kind === 'only' ? reach.emails.map((email) => email.toLowerCase()) : null;
  const { cause, confidence, risk, expected } = cardOf(row);
  return {
    title: `${row.campaign_name}: ${row.specific_action}`,
    facts: [
      `Recommended: ${row.recommended_workflow}`,
      `Root cause: ${cause}`,
      `Confidence: ${confidence}`,
      `Risk: ${risk}`,
      ...(expected === null || expected === '' ? [] : [`Expected: ${expected}`]),
      ...(row.expires_at === null
        ? []
        : [`Say what you think until ${momentWords(row.expires_at)}. It changes nothing by itself.`]),
    ],
    ending: endingOf(row),
    url: public_url === null ? null : `${public_url}/admin/#/recommendations/${id}/show`,
    people: people.filter(({ email }) => members === null || members.includes(email.toLowerCase())),
  };
}

type Row = NonNullable<Awaited<ReturnType<typeof findRecommendation>>>;

/** The words that the card of an approval has for the same things. */
function cardOf({ specific_action: title, campaign_name, recommendation }: Row) {
  const nothing = { change_set: null, expires_at: new Date(0), frozen_at: null, requested_by_email: '', quorum: 1 };
  return approvalCard({ ...nothing, title, campaign_name, recommendation, on_timeout: 'reject' });
}

function endingOf({ human_decision, decided_by, decided_at, decision_feedback }: Row): string | null {
  if (human_decision === null) return null;
  const at = decided_at === null ? '' : ` at ${momentWords(decided_at)}`;
  const why = decision_feedback === null ? '' : `: ${reasonWords(decision_feedback).slice(0, 200)}`;
  return `${human_decision === 'approved' ? 'Agreed with' : 'Rejected'} by ${decided_by ?? 'somebody'}${at}${why}.`;
}
