import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { executionModeSchema, executionStatusSchema } from '../../../contracts/execution.ts';
import { deriveId } from '../../../db/derive-id.ts';
import { linksOf } from '../../executions/links.ts';
import { startExecution } from '../../executions/start-execution.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { playbookPath } from './playbook-schema.ts';

/** What starting an execution answers, wherever it is started. */
export const startedSchema = z.object({
  execution_id: z.uuid(),
  status: executionStatusSchema,
  workflow_id: z.string(),
  playbook_id: z.string(),
  _links: z.record(z.string(), z.string()),
});

/** Starts an execution; it is accepted when its rows and the message that starts the workflow are committed. */
export const executePlaybook = defineOperation({
  method: 'post',
  path: '/v2/playbooks/:id/execute',
  id: 'execute_playbook',
  tag: 'playbooks',
  summary: 'Start an execution of a playbook.',
  access: 'playbooks:execute',
  params: playbookPath,
  query: nothing,
  body: z.strictObject({
    inputs: z.record(z.string(), z.json()).default({}),
    mode: executionModeSchema.default('live'),
  }),
  responses: { 202: { description: 'Accepted.', schema: startedSchema, headers: { Location: 'The execution.' } } },
  errors: [
    'PLAYBOOK_NOT_FOUND',
    'CAMPAIGN_NOT_FOUND',
    'CAMPAIGN_ON_OTHER_PLATFORM',
    'EXECUTION_INPUT_INVALID',
    'EXECUTION_CONFLICT',
  ],
  idempotent: true,
  async handle({ params, body, deps, principal, inTenant, header }) {
    const key = header('Idempotency-Key');
    const { tenant_id, user_id } = principal;
    const started = await startExecution(
      deps,
      { principal, inTenant },
      {
        // With a key the id follows from it: even a request that died half-way starts nothing twice.
        execution_id: key === undefined ? randomUUID() : deriveId('execution', tenant_id, user_id, key),
        playbook: params.id,
        inputs: body.inputs,
        mode: body.mode,
        undo_of: null,
      },
    );
    const { execution_id, status, workflow_id, playbook_id } = started;
    const _links = linksOf(deps.settings, { execution_id, workflow_id, run_id: null });
    return json(202, { execution_id, status, workflow_id, playbook_id, _links }, { Location: _links.self });
  },
});
