import { z } from 'zod';
import { pauseSchema } from '../../../contracts/pause.ts';
import { listPauses } from '../../../db/queries/pauses.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { pageFields, pageSchema, readCursor, toPageBody } from '../../operation/paging.ts';
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
    holding: z.enum(['true', 'false']).optional().describe('true: those that hold; false: those that have ended'),
  }),
  body: noBody,
  responses: { 200: { description: 'A page of pauses.', schema: pageSchema(pauseSchema) } },
  errors: [],
  async handle({ query, inTenant }) {
    const holding = query.holding === undefined ? null : query.holding === 'true';
    const filter = { limit: query.limit, after: readCursor(query.cursor), holding };
    return json(200, toPageBody(await inTenant((tx) => listPauses(tx, filter)), toPause));
  },
});
