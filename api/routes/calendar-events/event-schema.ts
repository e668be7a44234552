import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { calendarEventSchema } from '../../../contracts/reasoning/campaign-past.ts';
import type { TenantTransaction } from '../../../db/connect.ts';
import type { CalendarEventRow } from '../../../db/queries/calendar-events.ts';
import { moment } from '../../operation/paging.ts';
import { campaignOrRefuse } from '../campaigns/find-or-refuse.ts';

/** An event as the API shows it. */
export const eventSchema = z.object({
  event_id: z.uuid(),
  name: z.string(),
  kind: calendarEventSchema.shape.kind,
  starts_on: z.iso.date(),
  ends_on: z.iso.date(),
  campaign_id: z.string().nullable().describe('null for all campaigns'),
  industry: z.string().nullable(),
  expected_cpa_change_pct: z.number().nullable(),
  source: z.string(),
  created_by_email: z.string().nullable(),
  created_at: moment,
});

/** What is entered of an event. */
export const eventBody = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    kind: calendarEventSchema.shape.kind,
    starts_on: z.iso.date(),
    ends_on: z.iso.date().optional().describe('the last day; the first when left out'),
    campaign_id: z.string().min(1).max(255).nullish().describe('only for this campaign'),
    industry: z.string().trim().min(1).max(100).nullish().describe('only for campaigns of this industry'),
    expected_cpa_change_pct: z.number().min(-100).max(1000).nullish(),
  })
  .refine(({ starts_on, ends_on }) => ends_on === undefined || ends_on >= starts_on, {
    path: ['ends_on'],
    error: 'lies before starts_on',
  });

/** The path of one event. */
export const eventPath = z.object({ id: z.uuid() });

/** The columns of a body; a campaign is looked up by either of its ids. Throws CAMPAIGN_NOT_FOUND. */
export async function columnsOf(tx: TenantTransaction, body: z.infer<typeof eventBody>) {
  const { campaign_id: id } = body;
  const campaign_id = id === null || id === undefined ? null : (await campaignOrRefuse(tx, id)).campaign_id;
  return {
    ...{ name: body.name, kind: body.kind, starts_on: body.starts_on, ends_on: body.ends_on ?? body.starts_on },
    ...{ campaign_id, industry: body.industry ?? null },
    expected_cpa_change_pct: body.expected_cpa_change_pct ?? null,
  };
}

/** A row as the API shows it. */
export function toEvent({ tenant_id: _tenant, created_at, ...row }: CalendarEventRow) {
  return { ...row, created_at: created_at.toISOString() };
}

/** The error for an event that is not there. */
export function eventNotFound(event_id: string): CodedError {
  return new CodedError('CALENDAR_EVENT_NOT_FOUND', `There is no calendar event ${event_id}.`, { event_id });
}
