import type { Principal } from '../../../contracts/roles.ts';
import type { TenantTransaction } from '../../../db/connect.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import {
  type CalendarEventRow,
  deleteCalendarEvent,
  insertCalendarEvent,
  updateCalendarEvent,
} from '../../../db/queries/calendar-events.ts';
import { forgetCachedAnswers } from '../../../db/queries/collector-cache.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { columnsOf, eventBody, eventNotFound, eventPath, eventSchema, toEvent } from './event-schema.ts';

/** Notes who did what, and has the next collection look anew. */
async function note(tx: TenantTransaction, principal: Principal, did: string, row: CalendarEventRow): Promise<void> {
  const { tenant_id: _tenant, created_at: _at, ...details } = row;
  await forgetCachedAnswers(tx, 'calendar');
  await appendAudit(tx, {
    action: `calendar_event.${did}`,
    ...{ actor_user_id: principal.user_id, actor_email: principal.email },
    ...{ entity_type: 'calendar_event', entity_id: row.event_id },
    details: { ...details, api_key_id: principal.api_key_id },
  });
}

/** Enters an event that may move numbers by itself. */
export const createCalendarEvent = defineOperation({
  method: 'post',
  path: '/v2/calendar-events',
  id: 'create_calendar_event',
  tag: 'context',
  summary: 'Enter a calendar event.',
  access: 'context:write',
  params: nothing,
  query: nothing,
  body: eventBody,
  responses: { 201: { description: 'Entered.', schema: eventSchema } },
  errors: ['CAMPAIGN_NOT_FOUND'],
  idempotent: true,
  async handle({ body, principal, inTenant }) {
    const row = await inTenant(async (tx) => {
      const by = { created_by_email: principal.email, source: 'person' };
      const added = await insertCalendarEvent(tx, { ...(await columnsOf(tx, body)), ...by });
      await note(tx, principal, 'created', added);
      return added;
    });
    return json(201, toEvent(row));
  },
});

/** Replaces what is known of an event. */
export const putCalendarEvent = defineOperation({
  method: 'post',
  path: '/v2/calendar-events/:id',
  id: 'put_calendar_event',
  tag: 'context',
  summary: 'Change a calendar event.',
  access: 'context:write',
  params: eventPath,
  query: nothing,
  body: eventBody,
  responses: { 200: { description: 'Changed.', schema: eventSchema } },
  errors: ['CALENDAR_EVENT_NOT_FOUND', 'CAMPAIGN_NOT_FOUND'],
  async handle({ params, body, principal, inTenant }) {
    const row = await inTenant(async (tx) => {
      const changed = await updateCalendarEvent(tx, params.id, await columnsOf(tx, body));
      if (changed === null) throw eventNotFound(params.id);
      await note(tx, principal, 'changed', changed);
      return changed;
    });
    return json(200, toEvent(row));
  },
});

/** Removes an event. */
export const removeCalendarEvent = defineOperation({
  method: 'delete',
  path: '/v2/calendar-events/:id',
  id: 'delete_calendar_event',
  tag: 'context',
  summary: 'Remove a calendar event.',
  access: 'context:write',
  params: eventPath,
  query: nothing,
  body: noBody,
  responses: { 200: { description: 'Removed; as it was.', schema: eventSchema } },
  errors: ['CALENDAR_EVENT_NOT_FOUND'],
  async handle({ params, principal, inTenant }) {
    const row = await inTenant(async (tx) => {
      const removed = await deleteCalendarEvent(tx, params.id);
      if (removed === null) throw eventNotFound(params.id);
      await note(tx, principal, 'removed', removed);
      return removed;
    });
    return json(200, toEvent(row));
  },
});
