import { z } from 'zod';
import { moneyCapSchema } from '../../../contracts/money-cap.ts';
import { listCaps } from '../../../db/queries/money-caps.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { pageFields, pageSchema, readCursor, toPageBody } from '../../operation/paging.ts';
import { capWithUseSchema, withUse } from './cap-view.ts';

/** Caps on money, newest first, each with what is used of it, by whom and until when. */
export const listMoneyCaps = defineOperation({
  method: 'get',
  path: '/v2/money-caps',
  id: 'list_money_caps',
  tag: 'money',
  summary: 'List caps on money with their use.',
  access: 'money:read',
  params: nothing,
  query: z.strictObject({ ...pageFields, state: moneyCapSchema.shape.state.optional() }),
  body: noBody,
  responses: { 200: { description: 'A page of caps.', schema: pageSchema(capWithUseSchema) } },
  errors: [],
  async handle({ query, inTenant }) {
    const { limit, cursor, state = null } = query;
    const body = await inTenant(async (tx) => {
      const page = await listCaps(tx, { limit, after: readCursor(cursor), state });
      return { ...toPageBody(page, (row) => row), data: await withUse(tx, page.rows) };
    });
    return json(200, body);
  },
});
