import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { actionPath, actionSchema, toAction } from './action-schema.ts';
import { actionOrRefuse } from './find-or-refuse.ts';

/** One action with the schemas of its parameters and its output. */
export const showAction = defineOperation({
  method: 'get',
  path: '/v2/actions/:id',
  id: 'show_action',
  tag: 'actions',
  summary: 'One action with its schemas.',
  access: 'playbooks:read',
  params: actionPath,
  query: nothing,
  body: noBody,
  responses: { 200: { description: 'The action.', schema: actionSchema } },
  errors: ['NOT_FOUND'],
  async handle({ params, deps }) {
    return json(200, toAction(actionOrRefuse(deps.actions, params.id)));
  },
});
