import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { executionSource, recordEvent } from '../../../db/queries/domain-events.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { campaignOrRefuse } from '../campaigns/find-or-refuse.ts';
import { executionOrRefuse } from '../executions/find-or-refuse.ts';

/** What taking an event in answers. */
export const receivedSchema = z.object({
  event_id: z.uuid(),
  added: z.boolean().describe('false when an event with this dedupe_key was here before'),
});

/** Takes an event in: playbooks that listen to its name are asked, and executions that wait for it go on. */
export const receiveEvent = defineOperation({
  method: 'post',
  path: '/v2/events',
  id: 'receive_event',
  tag: 'events',
  summary: 'Tell of something that happened.',
  access: 'events:write',
  params: nothing,
  query: nothing,
  body: z.strictObject({
    name: z
      .string()
      .max(100)
      .regex(/^[a-z][a-z0-9_]*(\.[a-z0-9_-]+)*$/)
      .describe('such as lead.created'),
    entity: z
      .strictObject({ type: z.enum(['campaign', 'account', 'brand']), id: z.string().min(1).max(200) })
      .optional()
      .describe('what it is about; left out, playbooks are asked for everything in their scope'),
    data: z.record(z.string(), z.json()).default({}),
    dedupe_key: z.string().min(1).max(200).optional().describe('the same key is the same event, for ever'),
    occurred_at: z.iso.datetime({ offset: true }).optional().describe('now when left out'),
    caused_by_execution_id: z.uuid().optional().describe('the execution that led to it, so that circles are noticed'),
  }),
  body_limit_bytes: 64 * 1_024,
  responses: { 202: { description: 'Taken in.', schema: receivedSchema } },
  errors: ['CAMPAIGN_NOT_FOUND', 'EXECUTION_NOT_FOUND', 'EVENT_NAME_RESERVED'],
  async handle({ body, deps, inTenant }) {
    const { name, data, caused_by_execution_id: cause } = body;
    if (name.startsWith('webhook.')) {
      throw new CodedError('EVENT_NAME_RESERVED', `${name} can only come through the signed webhook.`, { name });
    }
    const { event, added } = await inTenant(async (tx) => {
      if (cause !== undefined) await executionOrRefuse(tx, cause);
      const entity =
        body.entity?.type === 'campaign'
          ? { type: 'campaign', id: (await campaignOrRefuse(tx, body.entity.id)).campaign_id }
          : (body.entity ?? null);
      return recordEvent(tx, {
        ...{ name, entity, data, source: cause === undefined ? 'api' : executionSource(cause) },
        dedupe_key: `api/${body.dedupe_key ?? randomUUID()}`,
        occurred_at: body.occurred_at === undefined ? deps.now() : new Date(body.occurred_at),
      });
    });
    return json(202, { event_id: event.event_id, added });
  },
});
