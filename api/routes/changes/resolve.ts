import { z } from 'zod';
import { conversionLagDays } from '../../../activities/ad-platforms/conversion-lag.action.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { Principal } from '../../../contracts/roles.ts';
import { type Resolution, resolutionSchema, writeIntentDetailSchema } from '../../../contracts/write-intent.ts';
import { deriveId } from '../../../db/derive-id.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import type { IntentRow } from '../../../db/queries/intents-list.ts';
import { planExecutionOutcomes } from '../../../db/queries/plan-execution-outcomes.ts';
import { settleByPerson } from '../../../db/queries/resolve-intent.ts';
import type { TenantTransaction } from '../../dependencies.ts';
import { startRerun } from '../../executions/rerun/start-rerun.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { findOrRefuse, intentPath, readDetail } from './change-view.ts';

/**
 * Settles a write that nobody could tell the outcome of. Confirmed as applied it gets a receipt in this person’s name,
 * which needs another person than the one who asked for it; confirmed as not applied its money is free again; `retry` is
 * the latter together with a re-run from its step, which plans against the live state and asks again. Saying the same
 * again changes nothing.
 */
export const resolveChange = defineOperation({
  method: 'post',
  path: '/v2/changes/:id/resolve',
  id: 'resolve_change',
  tag: 'money',
  summary: 'Say what became of a change that waits for a person.',
  access: 'writes:resolve',
  params: intentPath,
  query: nothing,
  body: z.strictObject({ resolution: resolutionSchema, reason: z.string().min(1).max(2_000) }),
  responses: {
    200: {
      description: 'How it stands now, and the execution that makes it again.',
      schema: writeIntentDetailSchema.extend({ rerun_execution_id: z.uuid().nullable() }),
    },
  },
  errors: [
    ...(['WRITE_INTENT_NOT_FOUND', 'WRITE_INTENT_NOT_OPEN', 'WRITE_INTENT_OWN_REQUEST'] as const),
    ...(['RERUN_NOT_POSSIBLE', 'EXECUTION_CONFLICT', 'CAMPAIGN_NOT_FOUND', 'PLAYBOOK_NOT_FOUND'] as const),
  ],
  idempotent: true,
  async handle({ params, body, deps, principal, inTenant }) {
    const { resolution, reason } = body;
    const intent = await inTenant((tx) => findOrRefuse(tx, params.id));
    const said = intent.resolution === meaningOf(resolution);
    if (!said) refuse(intent, resolution, principal);
    // The re-run is found first: where it is not possible nothing is released. Its id follows from the write.
    const execution_id = deriveId('execution', principal.tenant_id, 'retry', intent.intent_id);
    if (resolution === 'retry') {
      const { execution_id: rerun_of, step_id: from_step } = intent;
      const whole = { from_step, inputs: {}, skip: {}, version: 'same' as const, reason };
      await startRerun(deps, { principal, inTenant }, { rerun_of, execution_id, ...whole });
    }
    const detail = await inTenant(async (tx) => {
      if (!said) await settle(tx, intent, { resolution, reason, principal });
      return readDetail(tx, await findOrRefuse(tx, params.id));
    });
    return json(200, { ...detail, rerun_execution_id: resolution === 'retry' ? execution_id : null });
  },
});

function meaningOf(resolution: Resolution) {
  return resolution === 'confirm_applied' ? ('confirmed_applied' as const) : ('confirmed_not_applied' as const);
}

function refuse(intent: IntentRow, resolution: Resolution, { user_id, email }: Principal): void {
  const { intent_id, state, resolved_by_email, requested_by, requested_by_email } = intent;
  if (state !== 'needs_human')
    throw new CodedError('WRITE_INTENT_NOT_OPEN', `This write is ${state} and waits for nobody.`, {
      ...{ intent_id, state, resolution: intent.resolution, resolved_by_email },
    });
  const own = requested_by === user_id || requested_by_email.toLowerCase() === email.toLowerCase();
  if (resolution === 'confirm_applied' && own)
    throw new CodedError('WRITE_INTENT_OWN_REQUEST', 'You asked for this change, so somebody else has to confirm it.', {
      intent_id,
    });
}

async function settle(
  tx: TenantTransaction,
  intent: IntentRow,
  {
    resolution,
    reason,
    principal,
  }: { readonly resolution: Resolution; readonly reason: string; readonly principal: Principal },
): Promise<void> {
  const { intent_id, change, execution_id, live_value } = intent;
  const said = { resolution: meaningOf(resolution), reason, by_email: principal.email };
  if (!(await settleByPerson(tx, intent, said)))
    throw new CodedError('WRITE_INTENT_NOT_OPEN', 'Somebody else has just settled this write.', { intent_id });
  // What a receipt proves is measured, too, although its execution has ended.
  await planExecutionOutcomes(tx, { execution_id, lagOf: conversionLagDays });
  await appendAudit(tx, {
    action: `write.${said.resolution}`,
    decision: resolution,
    ...{ actor_user_id: principal.user_id, actor_email: principal.email },
    ...{ entity_type: change.entity_type, entity_id: change.entity_id },
    details: { intent_id, execution_id, change, live_value, reason, api_key_id: principal.api_key_id },
  });
}
