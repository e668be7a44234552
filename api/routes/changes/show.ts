import { writeIntentDetailSchema } from '../../../contracts/write-intent.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { findOrRefuse, intentPath, readDetail } from './change-view.ts';

/** One write: what we meant, what the platform showed, and the states that it came to. */
export const showChange = defineOperation({
  method: 'get',
  path: '/v2/changes/:id',
  id: 'show_change',
  tag: 'money',
  summary: 'Show a change with what was meant beside what the platform showed.',
  access: 'money:read',
  params: intentPath,
  query: nothing,
  body: noBody,
  responses: { 200: { description: 'The change.', schema: writeIntentDetailSchema } },
  errors: ['WRITE_INTENT_NOT_FOUND'],
  async handle({ params, inTenant }) {
    return json(200, await inTenant(async (tx) => readDetail(tx, await findOrRefuse(tx, params.id))));
  },
});
