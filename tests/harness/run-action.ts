import { randomUUID } from 'node:crypto';
import { actionId } from '../../contracts/action.ts';
import type { ActionContext, BoundHandler } from '../../contracts/action-handler.ts';
import type { CallOrigin } from '../../contracts/activity-envelope.ts';
import type { JsonObject } from '../../contracts/canonical-json.ts';

/**
 * Runs an action by its id, such as `CreativeAgent.write_ad_copy`, as the envelope of the worker does, without Temporal: the
 * parameters come as JSON, and the output goes back as JSON that its schema has read.
 */
export async function runAction(
  handlers: readonly BoundHandler[],
  action: string,
  params: object,
  from: Pick<CallOrigin, 'tenant_id' | 'execution_id'> & Partial<CallOrigin>,
  log: ActionContext['log'] = { info: () => undefined, warn: () => undefined },
): Promise<unknown> {
  const handler = handlers.find((each) => actionId(each.definition) === action);
  if (handler === undefined) throw new Error(`There is no action ${action}.`);
  const origin: CallOrigin = {
    ...{ playbook_id: 'campaign_health_v1', step_id: 'step', iteration: '', mode: 'live', campaign_id: null },
    requested_by: { user_id: randomUUID(), email: 'person@example.com', api_key_id: null },
    idempotency_key: `${from.execution_id}/step/`,
    ...from,
  };
  const plain: JsonObject = JSON.parse(JSON.stringify(params));
  const output = await handler.call(
    { phase: 'run', origin, params: plain },
    { origin, signal: new AbortController().signal, heartbeat: () => undefined, log },
  );
  return handler.definition.output.parse(JSON.parse(JSON.stringify(output)));
}
