import { z } from 'zod';
import { pauseSchema, pauseScopeSchema } from '../../../contracts/pause.ts';
import { listPauses } from '../../../db/queries/pauses.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { pageFields, pageSchema, readCursor, toPageBody } from '../../operation/paging.ts';
import { resolveScope } from '../../pauses/resolve-scope.ts';
import { toPause } from './pause-view.ts';

/** Pauses of the tenant, newest first. */
export const listPausesOperation = defineOperation({
  method: 'get',
  path: '/v2/pauses',
  id: 'list_pauses',
  tag: 'pauses',
  summary: 'List pauses, newest first.',
  access: 'executions:read',
  params: nothing,
  query: z.strictObject({
    ...pageFields,
    scope: pauseScopeSchema.optional(),
    scope_id: z.string().max(200).optional().describe('with scope; a playbook or campaign under any of its names'),
    holding: z.enum(['true', 'false']).optional().describe('true: those that hold; false: those that have ended'),
  }),
  body: noBody,
  responses: { 200: { description: 'A page of pauses.', schema: pageSchema(pauseSchema) } },
  errors: ['CAMPAIGN_NOT_FOUND', 'PLAYBOOK_NOT_FOUND', 'NOT_FOUND'],
  async handle({ query, inTenant }) {
    const holding = query.holding === undefined ? null : query.holding === 'true';
    const { limit, scope, scope_id = '' } = query;
    const page = await inTenant(async (tx) => {
      const of = scope === undefined ? null : await resolveScope(tx, { scope, scope_id });
      return listPauses(tx, { limit, after: readCursor(query.cursor), holding, of });
    });
    return json(200, toPageBody(page, toPause));
  },
});
