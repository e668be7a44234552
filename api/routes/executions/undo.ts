import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { JsonObject } from '../../../contracts/canonical-json.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { deriveId } from '../../../db/derive-id.ts';
import { listUndoableReceipts } from '../../../db/queries/executions-list.ts';
import { findPlaybook } from '../../../db/queries/playbooks.ts';
import type { TenantTransaction } from '../../dependencies.ts';
import { linksOf } from '../../executions/links.ts';
import { startExecution } from '../../executions/start-execution.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { startedSchema } from '../playbooks/execute.ts';
import { executionPath } from './execution-schema.ts';
import { executionOrRefuse } from './find-or-refuse.ts';

/** Starts the playbook that takes back what an execution changed; an undo is itself planned and, if need be, approved. */
export const undoExecution = defineOperation({
  method: 'post',
  path: '/v2/executions/:id/undo',
  id: 'undo_execution',
  tag: 'executions',
  summary: 'Take back what an execution changed.',
  access: 'executions:undo',
  params: executionPath,
  query: nothing,
  body: z.strictObject({ reason: z.string().max(2_000).nullish() }),
  responses: {
    202: {
      description: 'The undo is an execution of its own.',
      schema: startedSchema.extend({ undo_of: z.uuid() }),
      headers: { Location: 'The new execution.' },
    },
  },
  errors: ['EXECUTION_NOT_FOUND', 'EXECUTION_NOT_UNDOABLE', 'EXECUTION_CONFLICT', 'PLAYBOOK_NOT_FOUND'],
  idempotent: true,
  async handle({ params, body, deps, principal, inTenant, header }) {
    const { undone, campaign_id } = await inTenant(async (tx) => {
      const execution = await executionOrRefuse(tx, params.id);
      const receipts = await listUndoableReceipts(tx, execution.execution_id);
      return { undone: receipts.length, campaign_id: execution.campaign_id };
    });
    if (undone === 0) {
      throw new CodedError(
        'EXECUTION_NOT_UNDOABLE',
        'This execution has applied nothing that can still be taken back.',
      );
    }
    const key = header('Idempotency-Key');
    const { tenant_id, user_id } = principal;
    const started = await startExecution(
      deps,
      { principal, inTenant },
      {
        execution_id: key === undefined ? randomUUID() : deriveId('execution', tenant_id, user_id, key),
        playbook: 'undo-execution',
        inputs: await inTenant((tx) =>
          undoInputs(tx, { execution_id: params.id, campaign_id, reason: body.reason ?? null }),
        ),
        mode: 'live',
        undo_of: params.id,
      },
    );
    const { execution_id, status, workflow_id, playbook_id } = started;
    const _links = linksOf(deps.settings, { execution_id, workflow_id, run_id: null });
    const answer = { execution_id, status, workflow_id, playbook_id, undo_of: params.id, _links };
    return json(202, answer, { Location: _links.self });
  },
});

/** Gives the undo playbook what it declares of the things known here; `execution_id` it must declare. */
async function undoInputs(
  tx: TenantTransaction,
  known: { readonly execution_id: string; readonly campaign_id: string | null; readonly reason: string | null },
): Promise<JsonObject> {
  const playbook = await findPlaybook(tx, 'undo-execution');
  if (playbook === null) throw new CodedError('PLAYBOOK_NOT_FOUND', 'The playbook undo-execution is not deployed.');
  const declared = Object.entries(known).filter(([name, value]) => value !== null && name in playbook.plan.inputs);
  return Object.fromEntries(declared);
}
