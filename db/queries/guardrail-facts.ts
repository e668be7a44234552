import { and, eq, ne, notInArray, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { changeSets, fctAdMetricDaily, writeIntents } from '../schema/index.ts';

/**
 * Changes of the last 24 hours that count against rolling limits, of one campaign or of one account: applied ones, and
 * ones on their way, because they may still be applied. `own_key` leaves out what the asking step itself has under way.
 * `today` is the account's calendar day.
 */
export async function readRecentChanges(
  tx: TenantTransaction,
  of: { readonly campaign_id: string } | { readonly account_id: string },
  timezone: string,
  own_key: string,
) {
  const moment = sql`coalesce(${writeIntents.applied_at}, ${writeIntents.armed_at}, ${changeSets.created_at})`;
  return tx
    .select({
      change_set_id: writeIntents.change_set_id,
      idempotency_key: writeIntents.idempotency_key,
      change: writeIntents.change,
      hours_ago: sql<number>`extract(epoch from clock_timestamp() - ${moment}) / 3600`.mapWith(Number),
      today: sql<boolean>`(${moment} at time zone ${timezone})::date = (clock_timestamp() at time zone ${timezone})::date`,
    })
    .from(writeIntents)
    .innerJoin(changeSets, eq(changeSets.change_set_id, writeIntents.change_set_id))
    .where(
      and(
        'campaign_id' in of ? eq(writeIntents.campaign_id, of.campaign_id) : eq(writeIntents.account_id, of.account_id),
        notInArray(writeIntents.state, ['not_applied']),
        sql`${moment} > clock_timestamp() - interval '24 hours'`,
        sql`not starts_with(${writeIntents.idempotency_key}, ${`${own_key}/`})`,
      ),
    );
}
/** One change that counts against rolling limits. */
export type RecentChange = Awaited<ReturnType<typeof readRecentChanges>>[number];

/**
 * Hours since the last change of a campaign; null when there never was one. A change that is on its way counts as made
 * now, so that two at the same time do not both find that the campaign has rested; `own_key` leaves out what the asking
 * step itself has under way.
 */
export async function readHoursSinceLastChange(
  tx: TenantTransaction,
  campaign_id: string,
  own_key: string,
): Promise<number | null> {
  const moment = sql`case when ${writeIntents.state} in ('intended', 'armed') then clock_timestamp()
    else coalesce(${writeIntents.applied_at}, ${writeIntents.armed_at}, ${writeIntents.reserved_at}) end`;
  const [row] = await tx
    .select({ hours: sql<string | null>`extract(epoch from clock_timestamp() - max(${moment})) / 3600` })
    .from(writeIntents)
    .where(
      and(
        eq(writeIntents.campaign_id, campaign_id),
        ne(writeIntents.state, 'not_applied'),
        sql`not starts_with(${writeIntents.idempotency_key}, ${`${own_key}/`})`,
      ),
    );
  return row?.hours === null || row === undefined ? null : Math.max(0, Number(row.hours));
}

/**
 * Whether something was changed on a campaign in the last seven days, by us, that makes a platform learn anew: a bid, a
 * creative, an audience, a start after a pause, or a budget by a fifth or more. For platforms that do not say whether they
 * are learning. `own_key` leaves out what the asking step itself has under way.
 */
export async function readStirred(tx: TenantTransaction, campaign_id: string, own_key: string): Promise<boolean> {
  const moment = sql`coalesce(${writeIntents.applied_at}, ${writeIntents.armed_at}, ${writeIntents.reserved_at})`;
  const [row] = await tx
    .select({ intent_id: writeIntents.intent_id })
    .from(writeIntents)
    .where(
      and(
        eq(writeIntents.campaign_id, campaign_id),
        ne(writeIntents.state, 'not_applied'),
        sql`${moment} > clock_timestamp() - interval '7 days'`,
        sql`not starts_with(${writeIntents.idempotency_key}, ${`${own_key}/`})`,
        sql`case ${writeIntents.field}
          when 'daily_budget_minor' then abs(coalesce((${writeIntents.change}->>'change_pct')::numeric, 100)) >= 20
          when 'lifetime_budget_minor' then abs(coalesce((${writeIntents.change}->>'change_pct')::numeric, 100)) >= 20
          when 'status' then ${writeIntents.change}->>'after' = 'active'
          when 'starts_at' then false
          when 'ends_at' then false
          when 'content_digest' then false
          else true end`,
      ),
    )
    .limit(1);
  return row !== undefined;
}

/**
 * Spend and conversions of a campaign over the last 7 full days before the excluded ones, in the account's days.
 * Nulls when there is not a single row: no data is not the same as nothing spent.
 */
export async function readSpendAndConversions(
  tx: TenantTransaction,
  campaign_id: string,
  timezone: string,
  exclude_last_days: number,
): Promise<{ readonly spend_minor: number | null; readonly conversions: number | null }> {
  const today = sql`(clock_timestamp() at time zone ${timezone})::date - ${exclude_last_days}::int`;
  const [row] = await tx
    .select({
      spend_minor: sql<string | null>`sum(${fctAdMetricDaily.spend_minor})`,
      conversions: sql<string | null>`sum(${fctAdMetricDaily.conversions})`,
    })
    .from(fctAdMetricDaily)
    .where(
      and(
        eq(fctAdMetricDaily.campaign_id, campaign_id),
        eq(fctAdMetricDaily.ad_id, ''),
        sql`${fctAdMetricDaily.dt} < ${today}`,
        sql`${fctAdMetricDaily.dt} >= ${today} - 7`,
      ),
    );
  const number = (text: string | null | undefined) => (text === null || text === undefined ? null : Number(text));
  return { spend_minor: number(row?.spend_minor), conversions: number(row?.conversions) };
}
