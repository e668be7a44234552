import type { CallOrigin } from '../../contracts/activity-envelope.ts';
import type { EligiblePerson } from '../../contracts/approval.ts';
import type { TenantTransaction } from '../../db/connect.ts';
import { readReach } from '../../db/queries/agent-settings.ts';
import { findRecommendation } from '../../db/queries/recommendations-list.ts';

/**
 * Of the people who may decide, those whom the stage of the reasoning agent reaches: in the internal beta only its members
 * are asked about a recommendation. Questions that rest on no recommendation are nobody's but their approvers'.
 */
export async function whomStageReaches(
  tx: TenantTransaction,
  { execution_id }: Pick<CallOrigin, 'execution_id'>,
  people: readonly EligiblePerson[],
): Promise<readonly EligiblePerson[]> {
  const recommendation = await findRecommendation(tx, { execution_id });
  if (recommendation === null) return people;
  const { reach } = await readReach(tx, recommendation.campaign_id);
  if (reach.kind !== 'only') return people;
  const members = reach.emails.map((email) => email.toLowerCase());
  return people.filter((person) => members.includes(person.email.toLowerCase()));
}
