import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { deriveId } from '../../../db/derive-id.ts';
import { linksOf } from '../../executions/links.ts';
import { oneStepPlaybook } from '../../executions/one-step-playbook.ts';
import { startExecution } from '../../executions/start-execution.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { actionOrRefuse } from '../actions/find-or-refuse.ts';
import { startedSchema } from '../playbooks/execute.ts';

/** Has every collector probed now, as an execution of one step; `GET /v2/collectors` shows what was found. */
export const probeCollectorsOperation = defineOperation({
  method: 'post',
  path: '/v2/collectors/probe',
  id: 'probe_collectors',
  tag: 'context',
  summary: 'Ask every collector whether its sources answer.',
  access: 'actions:run',
  params: nothing,
  query: nothing,
  body: z.strictObject({}),
  responses: { 202: { description: 'Accepted.', schema: startedSchema, headers: { Location: 'The execution.' } } },
  errors: [],
  idempotent: true,
  async handle({ deps, principal, inTenant, header }) {
    const definition = actionOrRefuse(deps.actions, 'ContextAgent.probe_collectors');
    const key = header('Idempotency-Key');
    const { tenant_id, user_id } = principal;
    const started = await startExecution(
      deps,
      { principal, inTenant },
      {
        execution_id: key === undefined ? randomUUID() : deriveId('execution', tenant_id, user_id, key),
        playbook: oneStepPlaybook(definition, {}, user_id),
        ...{ inputs: {}, mode: 'live', undo_of: null },
      },
    );
    const { execution_id, status, workflow_id, playbook_id } = started;
    const _links = linksOf(deps.settings, { execution_id, workflow_id, run_id: null });
    return json(202, { execution_id, status, workflow_id, playbook_id, _links }, { Location: _links.self });
  },
});
