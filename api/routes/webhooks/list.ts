import { z } from 'zod';
import { listWebhooks as readWebhooks } from '../../../db/queries/webhooks.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { webhookSchema } from './webhook-schema.ts';

/** Every webhook of the tenant, revoked ones too, without secrets. */
export const listWebhooks = defineOperation({
  method: 'get',
  path: '/v2/webhooks',
  id: 'list_webhooks',
  tag: 'events',
  summary: 'List signed webhooks.',
  access: 'events:write',
  params: nothing,
  query: nothing,
  body: noBody,
  responses: { 200: { description: 'All of them.', schema: z.object({ data: z.array(webhookSchema) }) } },
  errors: [],
  async handle({ inTenant }) {
    return json(200, { data: await inTenant(readWebhooks) });
  },
});
