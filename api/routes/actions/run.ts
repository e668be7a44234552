import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { actionId } from '../../../contracts/action.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { deriveId } from '../../../db/derive-id.ts';
import { linksOf } from '../../executions/links.ts';
import { oneStepPlaybook } from '../../executions/one-step-playbook.ts';
import { startExecution } from '../../executions/start-execution.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { invalidRequest } from '../../problem/problem.ts';
import { startedSchema } from '../playbooks/execute.ts';
import { actionPath } from './action-schema.ts';
import { actionOrRefuse } from './find-or-refuse.ts';

/** Runs one action once, as an execution of a plan of one step. Only actions that change nothing outside may run so. */
export const runAction = defineOperation({
  method: 'post',
  path: '/v2/actions/:id/run',
  id: 'run_action',
  tag: 'actions',
  summary: 'Run one reading or proposing action once.',
  access: 'actions:run',
  params: actionPath,
  query: nothing,
  body: z.strictObject({ params: z.record(z.string(), z.json()).default({}) }),
  responses: { 202: { description: 'Accepted.', schema: startedSchema, headers: { Location: 'The execution.' } } },
  errors: ['NOT_FOUND', 'ACTION_PARAMS_INVALID', 'CAMPAIGN_NOT_FOUND'],
  idempotent: true,
  async handle({ params, body, deps, principal, inTenant, header }) {
    const definition = actionOrRefuse(deps.actions, params.id);
    if (definition.effect === 'write' || definition.effect === 'notify') {
      const detail = `${actionId(definition)} has the effect ${definition.effect}: put it into a playbook, where it is planned and approved.`;
      throw new CodedError('REQUEST_INVALID', detail, { effect: definition.effect });
    }
    const checked = definition.params.safeParse(body.params);
    if (!checked.success) throw invalidRequest(checked.error, '/body/params', 'ACTION_PARAMS_INVALID');
    const key = header('Idempotency-Key');
    const { tenant_id, user_id } = principal;
    const started = await startExecution(
      deps,
      { principal, inTenant },
      {
        execution_id: key === undefined ? randomUUID() : deriveId('execution', tenant_id, user_id, key),
        playbook: oneStepPlaybook(definition, body.params, user_id),
        inputs: typeof body.params.campaign_id === 'string' ? { campaign_id: body.params.campaign_id } : {},
        mode: 'live',
        undo_of: null,
      },
    );
    const { execution_id, status, workflow_id, playbook_id } = started;
    const _links = linksOf(deps.settings, { execution_id, workflow_id, run_id: null });
    return json(202, { execution_id, status, workflow_id, playbook_id, _links }, { Location: _links.self });
  },
});
