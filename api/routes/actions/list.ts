import { z } from 'zod';
import { actionId } from '../../../contracts/action.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { pageFields, pageSchema } from '../../operation/paging.ts';
import { actionSchema, toAction } from './action-schema.ts';

/** Every action that a playbook may name, by id in alphabetical order; the cursor is the last id. */
export const listActions = defineOperation({
  method: 'get',
  path: '/v2/actions',
  id: 'list_actions',
  tag: 'actions',
  summary: 'List the actions of all agents.',
  access: 'playbooks:read',
  params: nothing,
  query: z.strictObject(pageFields),
  body: noBody,
  responses: { 200: { description: 'A page of actions.', schema: pageSchema(actionSchema) } },
  errors: [],
  async handle({ query, deps }) {
    const sorted = deps.actions.map((each) => ({ id: actionId(each), each })).sort((a, b) => (a.id < b.id ? -1 : 1));
    const after = sorted.filter(({ id }) => query.cursor === undefined || id > query.cursor);
    const kept = after.slice(0, query.limit);
    const next_cursor = after.length > kept.length ? (kept.at(-1)?.id ?? null) : null;
    return json(200, { data: kept.map(({ each }) => toAction(each)), next_cursor });
  },
});
