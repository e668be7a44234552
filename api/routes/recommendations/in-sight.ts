import { CodedError } from '../../../contracts/errors/index.ts';
import type { Principal } from '../../../contracts/roles.ts';
import type { RolloutStage } from '../../../contracts/rollout.ts';
import { readAgentSettings, readReach } from '../../../db/queries/agent-settings.ts';
import { findRecommendation, type RecommendationRow } from '../../../db/queries/recommendations-list.ts';
import type { TenantTransaction } from '../../dependencies.ts';

/**
 * For somebody who takes no part in the internal beta the stage of the tenant, by which lists leave its campaigns out; null
 * for its members, and for whoever runs the agent, who see everything.
 */
export async function hiddenBeta(
  tx: TenantTransaction,
  principal: Principal,
): Promise<{ readonly tenant_stage: RolloutStage } | null> {
  if (principal.roles.some((role) => role === 'admin' || role === 'engineer' || role === 'on_call')) return null;
  const { rollout_stage, beta_emails } = await readAgentSettings(tx);
  const own = principal.email.toLowerCase();
  return beta_emails.some((email) => email.toLowerCase() === own) ? null : { tenant_stage: rollout_stage };
}

/**
 * The recommendation with this id. Throws NOT_FOUND where there is none, or none that this person may see at the stage of its
 * campaign: the two cannot be told apart.
 */
export async function recommendationInSight(
  tx: TenantTransaction,
  principal: Principal,
  id: string,
): Promise<RecommendationRow> {
  const found = await findRecommendation(tx, { id });
  if (found !== null && !(await isHidden(tx, principal, found.campaign_id))) return found;
  throw new CodedError('NOT_FOUND', `There is no recommendation ${id}.`);
}

/** Whether a campaign is in the internal beta and this person is not. */
export async function isHidden(tx: TenantTransaction, principal: Principal, campaign_id: string): Promise<boolean> {
  if ((await hiddenBeta(tx, principal)) === null) return false;
  return (await readReach(tx, campaign_id)).stage === 'internal_beta';
}
