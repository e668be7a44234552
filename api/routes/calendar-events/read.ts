import { z } from 'zod';
import { findCalendarEvent, listCalendarEvents as listRows } from '../../../db/queries/calendar-events.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { eventNotFound, eventPath, eventSchema, toEvent } from './event-schema.ts';

/** The entered events, those that start last first. */
export const listCalendarEvents = defineOperation({
  method: 'get',
  path: '/v2/calendar-events',
  id: 'list_calendar_events',
  tag: 'context',
  summary: 'List entered calendar events.',
  access: 'recommendations:read',
  params: nothing,
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    offset: z.coerce.number().int().min(0).max(100_000).default(0),
  }),
  body: noBody,
  responses: { 200: { description: 'Events.', schema: z.object({ data: z.array(eventSchema) }) } },
  errors: [],
  async handle({ query, inTenant }) {
    const rows = await inTenant((tx) => listRows(tx, query));
    return json(200, { data: rows.map(toEvent) });
  },
});

/** One event. */
export const showCalendarEvent = defineOperation({
  method: 'get',
  path: '/v2/calendar-events/:id',
  id: 'show_calendar_event',
  tag: 'context',
  summary: 'Show a calendar event.',
  access: 'recommendations:read',
  params: eventPath,
  query: nothing,
  body: noBody,
  responses: { 200: { description: 'The event.', schema: eventSchema } },
  errors: ['CALENDAR_EVENT_NOT_FOUND'],
  async handle({ params, inTenant }) {
    const row = await inTenant((tx) => findCalendarEvent(tx, params.id));
    if (row === null) throw eventNotFound(params.id);
    return json(200, toEvent(row));
  },
});
