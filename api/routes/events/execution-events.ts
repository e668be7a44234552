import { streamExecution, streamOwner } from '../../events/stream-events.ts';
import { whileAllowed } from '../../events/while-allowed.ts';
import { defineOperation, noBody } from '../../operation/operation.ts';
import { executionPath } from '../executions/execution-schema.ts';
import { executionOrRefuse } from '../executions/find-or-refuse.ts';
import { resumePoint, streamQuery, streamResponse } from './stream-schema.ts';

/** The events of one execution from the first on, or after `Last-Event-ID`. */
export const streamExecutionEvents = defineOperation({
  method: 'get',
  path: '/v2/executions/:id/events',
  id: 'stream_execution_events',
  tag: 'events',
  summary: 'Events of one execution as they happen.',
  access: 'executions:read',
  params: executionPath,
  query: streamQuery,
  body: noBody,
  responses: streamResponse,
  errors: ['EXECUTION_NOT_FOUND'],
  ticket: true,
  async handle({ params, query, header, principal, session, inTenant, deps }) {
    await inTenant((tx) => executionOrRefuse(tx, params.id));
    const after = resumePoint(header('Last-Event-ID'), query.after);
    const caller = whileAllowed({ principal, session, inTenant }, 'executions:read');
    deps.events.refuseFlood(streamOwner(caller));
    return {
      kind: 'event_stream',
      open: (sink) => streamExecution(caller, deps.events, { execution_id: params.id, after }, sink),
    };
  },
});
