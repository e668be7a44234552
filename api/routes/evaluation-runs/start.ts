import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { deriveId } from '../../../db/derive-id.ts';
import { linksOf } from '../../executions/links.ts';
import { oneStepPlaybook } from '../../executions/one-step-playbook.ts';
import { startExecution } from '../../executions/start-execution.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { actionOrRefuse } from '../actions/find-or-refuse.ts';
import { startedSchema } from '../playbooks/execute.ts';

/** Starts an evaluation in the worker; the run appears in the list when it is over, in about ten seconds. */
export const startEvaluation = defineOperation({
  method: 'post',
  path: '/api/v1/evaluations',
  id: 'start_evaluation',
  tag: 'evaluations',
  summary: 'Start an evaluation over golden or generated cases.',
  access: 'evaluations:run',
  params: nothing,
  query: nothing,
  body: z.strictObject({
    run_type: z.enum(['golden_set', 'generated']).default('golden_set'),
    split: z.enum(['train', 'held_out']).default('held_out').describe('which generated cases'),
    count: z.int().min(15).max(1_000).default(210).describe('how many generated cases'),
  }),
  responses: { 202: { description: 'Accepted.', schema: startedSchema, headers: { Location: 'The execution.' } } },
  errors: [],
  idempotent: true,
  async handle({ body, deps, principal, inTenant, header }) {
    const definition = actionOrRefuse(deps.actions, 'EvaluationAgent.run_evaluation');
    const key = header('Idempotency-Key');
    const { tenant_id, user_id } = principal;
    const started = await startExecution(
      deps,
      { principal, inTenant },
      {
        execution_id: key === undefined ? randomUUID() : deriveId('execution', tenant_id, user_id, key),
        playbook: oneStepPlaybook(definition, { ...body, triggered_by: 'manual' }, user_id),
        ...{ inputs: {}, mode: 'live', undo_of: null },
      },
    );
    const { execution_id, status, workflow_id, playbook_id } = started;
    const _links = linksOf(deps.settings, { execution_id, workflow_id, run_id: null });
    return json(202, { execution_id, status, workflow_id, playbook_id, _links }, { Location: _links.self });
  },
});
