import { z } from 'zod';
import { ticketSeconds } from '../../auth/access-tokens.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';

/** A ticket that opens an event stream and nothing else, for EventSource, which cannot send headers. */
export const createTicket = defineOperation({
  method: 'post',
  path: '/v2/events/tickets',
  id: 'create_event_ticket',
  tag: 'events',
  summary: 'Get a ticket for an event stream.',
  access: 'executions:read',
  params: nothing,
  query: nothing,
  body: z.strictObject({}),
  responses: {
    200: {
      description: 'Use it as `?ticket=` within a minute.',
      schema: z.object({ ticket: z.string(), expires_in: z.int() }),
    },
  },
  errors: [],
  async handle({ principal, session, deps }) {
    const { tenant_id, user_id, api_key_id } = principal;
    const subject = { tenant_id, user_id, api_key_id, ...(session === null ? {} : { session }) };
    const ticket = await deps.tokens.issue('ticket', subject);
    return json(200, { ticket, expires_in: ticketSeconds }, { 'Cache-Control': 'no-store' });
  },
});
