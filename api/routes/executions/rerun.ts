import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { deriveId } from '../../../db/derive-id.ts';
import { linksOf } from '../../executions/links.ts';
import { startRerun } from '../../executions/rerun/start-rerun.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { startedSchema } from '../playbooks/execute.ts';
import { executionPath } from './execution-schema.ts';

const effectSchema = z.object({ step_id: z.string(), effect: z.string() });

/** What a re-run answers: the new execution, what it takes over, and which effects happen or do not happen again. */
export const rerunAnswerSchema = startedSchema.extend({
  rerun_of: z.uuid(),
  from_step: z.string(),
  reused_steps: z.array(z.string()).describe('step_id/round of every result that is taken over'),
  will_not_repeat: z
    .array(effectSchema.extend({ iteration: z.string(), summary: z.string() }))
    .describe('effects of the first run that stand: applied changes are never applied again'),
  will_do: z
    .array(effectSchema.extend({ note: z.string() }))
    .describe('steps with an effect that run (again); a write plans against the live state and asks again'),
});

/** The part of the body that says what to take over. */
export const rerunBody = {
  inputs: z.record(z.string(), z.json()).default({}).describe('replace those of the first run that have the same name'),
  skip: z
    .record(z.string(), z.json())
    .default({})
    .describe('values for steps that are not to run: step_id, or step_id/round inside loops'),
  version: z.enum(['same', 'latest']).default('same'),
};

/** Starts a new execution that goes on from a step of one that has ended, with everything finished before it reused. */
export const rerunExecution = defineOperation({
  method: 'post',
  path: '/v2/executions/:id/rerun',
  id: 'rerun_execution',
  tag: 'executions',
  summary: 'Run an execution again from a step.',
  access: 'executions:rerun',
  params: executionPath,
  query: nothing,
  body: z.strictObject({ from_step: z.string().min(1).max(200), ...rerunBody, reason: z.string().min(1).max(2_000) }),
  responses: {
    202: {
      description: 'The re-run is an execution of its own.',
      schema: rerunAnswerSchema,
      headers: { Location: 'The new execution.' },
    },
  },
  errors: [
    ...(['EXECUTION_NOT_FOUND', 'RERUN_NOT_POSSIBLE', 'EXECUTION_CONFLICT'] as const),
    ...(['PLAYBOOK_NOT_FOUND', 'EXECUTION_INPUT_INVALID', 'CAMPAIGN_NOT_FOUND'] as const),
  ],
  idempotent: true,
  async handle({ params, body, deps, principal, inTenant, header }) {
    const { from_step, inputs, skip, version, reason } = body;
    const key = header('Idempotency-Key');
    const { tenant_id, user_id } = principal;
    const next_id = key === undefined ? randomUUID() : deriveId('execution', tenant_id, user_id, key);
    const { started, prepared } = await startRerun(
      deps,
      { principal, inTenant },
      { rerun_of: params.id, execution_id: next_id, from_step, inputs, skip, version, reason },
    );
    const { execution_id, status, workflow_id, playbook_id } = started;
    const _links = linksOf(deps.settings, { execution_id, workflow_id, run_id: null });
    const { reused_steps, will_not_repeat, will_do } = prepared;
    const answer = { execution_id, status, workflow_id, playbook_id, rerun_of: params.id, from_step, _links };
    return json(202, { ...answer, reused_steps, will_not_repeat, will_do }, { Location: _links.self });
  },
});
