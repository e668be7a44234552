import type { ExecutionInput } from '../../contracts/execution.ts';
import { everyStep } from '../../contracts/plan/every-step.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import { readReach } from '../../db/queries/agent-settings.ts';
import type { TenantTransaction } from '../dependencies.ts';

const recording = 'CampaignHealthAgent.record_recommendation';

/**
 * How an execution runs: as it was asked for, but in shadow when the author of the playbook wants that, or when it
 * recommends something for a campaign to which the stage of the reasoning agent lets it reach nobody. In shadow it
 * recommends and records, and asks, tells and writes nothing.
 */
export async function rolloutMode(
  tx: TenantTransaction,
  asked: ExecutionInput['mode'],
  plan: Pick<Plan, 'steps' | 'guardrails'>,
  campaign_id: string | null,
): Promise<ExecutionInput['mode']> {
  if (asked !== 'live') return asked;
  if (plan.guardrails.autonomy === 'shadow') return 'shadow';
  const recommends = everyStep(plan.steps).some((step) => step.kind === 'action' && step.action_id === recording);
  if (!recommends || campaign_id === null) return asked;
  const { reach } = await readReach(tx, campaign_id);
  return reach.kind === 'nobody' ? 'shadow' : asked;
}
