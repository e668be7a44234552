import { and, asc, desc, eq, gte, isNull, lte, or, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { calendarEvents } from '../schema/index.ts';

/** A stored event. */
export type CalendarEventRow = typeof calendarEvents.$inferSelect;
/** What is entered of an event. */
export type NewCalendarEvent = Pick<
  typeof calendarEvents.$inferInsert,
  | 'name'
  | 'kind'
  | 'starts_on'
  | 'ends_on'
  | 'campaign_id'
  | 'industry'
  | 'expected_cpa_change_pct'
  | 'created_by_email'
  | 'source'
>;

/** Enters an event. */
export async function insertCalendarEvent(tx: TenantTransaction, event: NewCalendarEvent): Promise<CalendarEventRow> {
  const [row] = await tx.insert(calendarEvents).values(event).returning();
  if (row === undefined) throw new Error('The event was not stored.');
  return row;
}

/** Changes an event; null when there is none of this id. */
export async function updateCalendarEvent(
  tx: TenantTransaction,
  event_id: string,
  event: Omit<NewCalendarEvent, 'created_by_email' | 'source'>,
): Promise<CalendarEventRow | null> {
  const [row] = await tx.update(calendarEvents).set(event).where(eq(calendarEvents.event_id, event_id)).returning();
  return row ?? null;
}

/** One event; null when there is none of this id. */
export async function findCalendarEvent(tx: TenantTransaction, event_id: string): Promise<CalendarEventRow | null> {
  const [row] = await tx.select().from(calendarEvents).where(eq(calendarEvents.event_id, event_id));
  return row ?? null;
}

/** Removes an event; null when there was none of this id. */
export async function deleteCalendarEvent(tx: TenantTransaction, event_id: string): Promise<CalendarEventRow | null> {
  const [row] = await tx.delete(calendarEvents).where(eq(calendarEvents.event_id, event_id)).returning();
  return row ?? null;
}

/** Events, those that start last first. */
export async function listCalendarEvents(
  tx: TenantTransaction,
  page: { readonly limit: number; readonly offset: number },
): Promise<readonly CalendarEventRow[]> {
  return tx
    .select()
    .from(calendarEvents)
    .orderBy(desc(calendarEvents.starts_on), asc(calendarEvents.event_id))
    .limit(page.limit)
    .offset(page.offset);
}

/** Events that touch the days from `since` to `until` and are about all campaigns, this campaign or its industry. */
export async function readEventsAbout(
  tx: TenantTransaction,
  about: {
    readonly campaign_id: string;
    readonly industry: string | null;
    readonly since: string;
    readonly until: string;
  },
): Promise<readonly CalendarEventRow[]> {
  const { campaign_id, industry } = calendarEvents;
  return tx
    .select()
    .from(calendarEvents)
    .where(
      and(
        lte(calendarEvents.starts_on, about.until),
        gte(calendarEvents.ends_on, about.since),
        or(isNull(campaign_id), eq(campaign_id, about.campaign_id)),
        sql`(${industry} is null or lower(${industry}) = ${about.industry?.toLowerCase() ?? ''})`,
      ),
    )
    .orderBy(asc(calendarEvents.starts_on), asc(calendarEvents.event_id))
    .limit(100);
}
