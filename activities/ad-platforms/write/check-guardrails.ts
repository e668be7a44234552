import { CodedError } from '../../../contracts/errors/index.ts';
import type { TenantTransaction } from '../../../db/connect.ts';
import { limitFindings } from '../../../playbooks/guardrails/limits.ts';
import { isInLearning, readLiveCampaign } from '../live-campaign.ts';
import type { WriteDependencies } from './dependencies.ts';
import type { ApplyCall } from './grant.ts';
import { readGuardrailFacts } from './guardrail-facts.ts';

/**
 * Whether the platform still learns any of the campaigns that a set touches: true for one is true for all, and one that is
 * not known makes the whole not known. Read before the ledger is locked, and only where a playbook asks; null otherwise.
 */
export async function readLearning(deps: WriteDependencies, call: ApplyCall): Promise<boolean | null> {
  if (call.guardrails?.freeze_in_learning?.value !== true) return null;
  const campaigns = [...new Set(call.change_set.changes.map((change) => change.campaign_id))];
  const states = [];
  for (const campaign_id of campaigns) {
    const { adapter, account } = await deps.registry.forCampaign(call.origin.tenant_id, campaign_id);
    states.push(isInLearning(await readLiveCampaign(adapter, account.external_id, campaign_id, 'ad_sets')));
  }
  if (states.includes(true)) return true;
  return states.includes(null) ? null : false;
}

/**
 * Evaluates the playbook's limits once more, with facts of this very moment, under the ledger's lock: what others have
 * reserved since the plan counts now, so that two that each kept a limit cannot pass it together.
 * Throws GUARDRAIL_VIOLATED or GUARDRAIL_NOT_EVALUABLE with all findings. Calls of older executions bring no guardrails.
 */
export async function checkGuardrails(
  tx: TenantTransaction,
  call: ApplyCall,
  in_learning: boolean | null,
): Promise<void> {
  const { guardrails, change_set, origin } = call;
  if (guardrails === undefined) return;
  const facts = await readGuardrailFacts(tx, {
    ...{ change_set, in_learning, idempotency_key: origin.idempotency_key },
    exclude_last_days: guardrails.exclude_last_days?.value ?? 0,
  });
  const findings = limitFindings(guardrails, change_set, facts);
  if (findings.length === 0) return;
  const violated = findings.filter((finding) => finding.kind === 'violated');
  const shown = violated.length > 0 ? violated : findings;
  const code = violated.length > 0 ? 'GUARDRAIL_VIOLATED' : 'GUARDRAIL_NOT_EVALUABLE';
  const message = shown.map((finding) => `${finding.message} (line ${finding.line}).`).join(' ');
  throw new CodedError(code, message, { findings, checked: 'when_reserving' });
}
