import { streamOwner, streamTenant } from '../../events/stream-events.ts';
import { whileAllowed } from '../../events/while-allowed.ts';
import { defineOperation, noBody, nothing } from '../../operation/operation.ts';
import { resumePoint, streamQuery, streamResponse } from './stream-schema.ts';

/** The events of all executions of the tenant, for live lists; from now on, or after `Last-Event-ID`. */
export const streamTenantEvents = defineOperation({
  method: 'get',
  path: '/v2/events',
  id: 'stream_events',
  tag: 'events',
  summary: 'Events of all executions as they happen.',
  access: 'executions:read',
  params: nothing,
  query: streamQuery,
  body: noBody,
  responses: streamResponse,
  errors: [],
  ticket: true,
  async handle({ query, header, principal, session, inTenant, deps }) {
    const after = resumePoint(header('Last-Event-ID'), query.after);
    const caller = whileAllowed({ principal, session, inTenant }, 'executions:read');
    deps.events.refuseFlood(streamOwner(caller));
    return { kind: 'event_stream', open: (sink) => streamTenant(caller, deps.events, { after }, sink) };
  },
});
