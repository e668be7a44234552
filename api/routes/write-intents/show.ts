import { writeIntentDetailSchema } from '../../../contracts/write-intent.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { findOrRefuse, intentPath, readDetail } from './intent-view.ts';

/** One write: what we meant, what the platform showed, and the states that it came to. */
export const showWriteIntent = defineOperation({
  method: 'get',
  path: '/v2/write-intents/:id',
  id: 'show_write_intent',
  tag: 'money',
  summary: 'Show a write to a platform with both views of it.',
  access: 'money:read',
  params: intentPath,
  query: nothing,
  body: noBody,
  responses: { 200: { description: 'The write.', schema: writeIntentDetailSchema } },
  errors: ['WRITE_INTENT_NOT_FOUND'],
  async handle({ params, inTenant }) {
    return json(200, await inTenant(async (tx) => readDetail(tx, await findOrRefuse(tx, params.id))));
  },
});
