import type { JsonObject } from '../../contracts/canonical-json.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import type { ExecutionInput } from '../../contracts/execution.ts';
import { checkInputs } from '../../contracts/plan/check-inputs.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import type { TenantTransaction } from '../connect.ts';
import { findCampaign, readCampaignFeatures } from './campaigns-list.ts';
import { findExecution } from './executions-list.ts';

/** What an execution is about: checked inputs, the entity, and its features at this moment. */
export type Subject = {
  readonly inputs: JsonObject;
  readonly entity: { readonly type: string; readonly id: string; readonly name: string } | null;
  readonly context: ExecutionInput['context'];
};

/**
 * Checks the inputs and finds the campaign they are about: named by the platform’s id or ours, or that of the execution
 * that they name (an undo is about what it undoes). What goes on is the platform’s id. `known` is the entity when a trigger
 * says what it is, as it does for playbooks that take no such input.
 * Throws EXECUTION_INPUT_INVALID, CAMPAIGN_NOT_FOUND, EXECUTION_NOT_FOUND, or CAMPAIGN_ON_OTHER_PLATFORM for a campaign that
 * runs where the playbook is not for.
 */
export async function findSubject(
  tx: TenantTransaction,
  plan: Pick<Plan, 'inputs' | 'scope' | 'platforms'>,
  given: JsonObject,
  known: Subject['entity'] = null,
): Promise<Subject> {
  const inputs = checkInputs(plan.inputs, given);
  const named = known?.type === 'campaign' ? known.id : await campaignNamedBy(tx, inputs);
  if (named === null) {
    if (plan.scope !== 'campaign') return { inputs, entity: known, context: {} };
    throw new CodedError('EXECUTION_INPUT_INVALID', 'This playbook is about one campaign: give campaign_id.', {
      errors: [{ pointer: '/body/inputs/campaign_id', detail: 'This input is required.' }],
    });
  }
  const campaign = await findCampaign(tx, named);
  if (campaign === null) throw new CodedError('CAMPAIGN_NOT_FOUND', `There is no campaign ${named}.`);
  const { campaign_id, campaign_name, platform } = campaign;
  const { platforms } = plan;
  if (platforms !== undefined && !platforms.includes(platform))
    throw new CodedError(
      'CAMPAIGN_ON_OTHER_PLATFORM',
      `This playbook is for ${platforms.join(', ')}; the campaign ${campaign_name} runs on ${platform}.`,
      { campaign_id, platform, platforms },
    );
  const resolved = 'campaign_id' in inputs ? { ...inputs, campaign_id } : inputs;
  if (plan.scope !== 'campaign') return { inputs: resolved, entity: known, context: {} };
  return {
    inputs: resolved,
    entity: { type: 'campaign', id: campaign_id, name: campaign_name },
    context: (await readCampaignFeatures(tx, campaign_id)) ?? {},
  };
}

async function campaignNamedBy(tx: TenantTransaction, inputs: JsonObject): Promise<string | null> {
  const { campaign_id, execution_id } = inputs;
  if (typeof campaign_id === 'string') return campaign_id;
  if (typeof execution_id !== 'string') return null;
  const execution = await findExecution(tx, execution_id);
  if (execution === null) throw new CodedError('EXECUTION_NOT_FOUND', `There is no execution ${execution_id}.`);
  return execution.campaign_id;
}
