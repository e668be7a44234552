import { z } from 'zod';
import { intentStateSchema } from '../../../contracts/change-set.ts';
import { writeIntentSchema } from '../../../contracts/write-intent.ts';
import { listIntents } from '../../../db/queries/intents-list.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { pageFields, pageSchema, readCursor, toPageBody } from '../../operation/paging.ts';
import { toIntent } from './intent-view.ts';

/** Writes to the platforms; with `state=needs_human` those that wait for a person. */
export const listWriteIntents = defineOperation({
  method: 'get',
  path: '/v2/write-intents',
  id: 'list_write_intents',
  tag: 'money',
  summary: 'List writes to the platforms, newest first.',
  access: 'money:read',
  params: nothing,
  query: z.strictObject({
    ...pageFields,
    state: intentStateSchema.optional(),
    campaign_id: z.string().max(255).optional(),
    execution_id: z.uuid().optional(),
  }),
  body: noBody,
  responses: { 200: { description: 'A page of writes.', schema: pageSchema(writeIntentSchema) } },
  errors: [],
  async handle({ query, inTenant }) {
    const { limit, cursor, state = null, campaign_id = null, execution_id = null } = query;
    const filter = { limit, after: readCursor(cursor), state, campaign_id, execution_id };
    return json(200, toPageBody(await inTenant((tx) => listIntents(tx, filter)), toIntent));
  },
});
