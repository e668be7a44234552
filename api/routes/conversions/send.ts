import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { sendBatch } from '../../../activities/agents/conversions/send-batch.action.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { deriveId } from '../../../db/derive-id.ts';
import { emptyOldBatches, keepBatch, sealedFor } from '../../../db/queries/conversion-batches.ts';
import { sealCredential } from '../../../db/queries/credentials.ts';
import { linksOf } from '../../executions/links.ts';
import { oneStepPlaybook } from '../../executions/one-step-playbook.ts';
import { startExecution } from '../../executions/start-execution.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { accountOrRefuse } from '../ad-accounts/find-or-refuse.ts';
import { startedSchema } from '../playbooks/execute.ts';
import { conversionBatchSchema } from './conversion-schema.ts';

/**
 * Takes conversions for an ad platform. Identifiers of people may come in the clear or hashed; they are sealed before anything
 * is stored, opened only by the worker while it sends, and thrown away when the platform has answered. The execution that
 * sends them knows the batch by its id alone.
 */
export const sendConversionBatch = defineOperation({
  method: 'post',
  path: '/v2/conversions',
  id: 'send_conversions',
  tag: 'conversions',
  summary: 'Tell an ad platform of up to 500 conversions that happened elsewhere.',
  access: 'conversions:write',
  params: nothing,
  query: nothing,
  body: conversionBatchSchema,
  body_limit_bytes: 2_000_000,
  responses: {
    202: {
      description: 'Accepted; what becomes of each event is told by GET /v2/conversions.',
      schema: startedSchema.extend({ batch_id: z.uuid(), events: z.int() }),
      headers: { Location: 'The execution that sends them.' },
    },
  },
  errors: ['ACCOUNT_NOT_FOUND', 'UNAVAILABLE'],
  async handle({ body, deps, principal, inTenant, header }) {
    const { tenant_id, user_id, email } = principal;
    const key = deps.settings.credentials_key;
    if (key === null)
      throw new CodedError('UNAVAILABLE', 'This API has no MBI_CREDENTIALS_KEY, so it can seal no conversions.');
    // Ids follow from a key that the caller gives, so that a batch that is sent again is the same batch.
    const given = header('Idempotency-Key');
    const idOf = (what: string) => (given === undefined ? randomUUID() : deriveId(what, tenant_id, user_id, given));
    const [batch_id, execution_id] = [idOf('conversion_batch'), idOf('conversion_execution')];
    const { destination, events } = body;
    const sealed = sealCredential(JSON.stringify(events), { key, account: sealedFor(tenant_id, batch_id) });
    await inTenant(async (tx) => {
      const { ad_account_id } = await accountOrRefuse(tx, body.account);
      await emptyOldBatches(tx);
      const batch = { batch_id, ad_account_id, destination, sealed, execution_id, received_by_email: email, events };
      await keepBatch(tx, batch);
    });
    const started = await startExecution(
      deps,
      { principal, inTenant },
      {
        ...{ execution_id, inputs: {}, mode: 'live', undo_of: null },
        playbook: oneStepPlaybook(sendBatch, { batch_id }, user_id),
      },
    );
    const { status, workflow_id, playbook_id } = started;
    const _links = linksOf(deps.settings, { execution_id, workflow_id, run_id: null });
    const answer = { execution_id, status, workflow_id, playbook_id, _links, batch_id, events: events.length };
    return json(202, answer, { Location: _links.self });
  },
});
