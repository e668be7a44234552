import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { TenantTransaction } from '../connect.ts';

/** Whose days: those of the calendar of an account. */
export type DaysOf = {
  readonly ad_account_id: string;
  readonly timezone: string;
  readonly now: Date;
};

const stretchSchema = z.object({
  campaign_id: z.string(),
  campaign_name: z.string(),
  since: z.string(),
  until: z.string(),
  days: z.coerce.number(),
  missing: z.coerce.number(),
  reason: z.enum(['unread', 'figures_lost', 'late']),
});
/** Some days in a row of one campaign that are to be read, all for the same reason. */
export type Stretch = z.infer<typeof stretchSchema>;

const todayOf = ({ timezone, now }: DaysOf) => sql`(${now.toISOString()}::timestamptz at time zone ${timezone})::date`;

/** Today and some days before it, in the time zone of an account, by the calendar of the database. */
export async function accountDays(
  tx: TenantTransaction,
  of: DaysOf,
  days: number,
): Promise<{ readonly today: string; readonly first: string }> {
  const today = todayOf(of);
  const [row] = await tx.execute(sql`select ${today}::text as today, (${today} - ${days - 1}::int)::text as first`);
  return z.object({ today: z.string(), first: z.string() }).parse(row);
}

/**
 * Every campaign day from `from` to `until` that is to be read. A day is `unread` when nothing says that it was ever read:
 * a day without delivery was read, and had nothing. It is `figures_lost` when it was read, had figures, and they are not in
 * our table. It is `late` when it was last read before `run_started_at` and before its conversions were all in
 * (`settles_after_days` after the day), whatever day that is today: a sync that stood still reads them once more.
 * Campaigns that are deleted are not asked for. Days of one campaign and one reason that follow each other come together,
 * the newest first.
 */
export async function listWantedDays(
  tx: TenantTransaction,
  of: DaysOf,
  wanted: {
    readonly from: string;
    readonly until: string;
    readonly run_started_at: Date;
    readonly settles_after_days: number;
    /**
     * The days that were complete, as far as was known: `missing` counts those of them that are not there. What was asked for
     * only now, and campaigns of which nothing was ever read, are no gaps.
     */
    readonly complete: { readonly from: string | null; readonly until: string | null };
  },
): Promise<readonly Stretch[]> {
  const { from, until, run_started_at, settles_after_days: lag, complete } = wanted;
  const rows = await tx.execute(sql`
    with day as (
      select c.campaign_id, c.campaign_name, d.dt::date as dt,
        case
          when s.dt is null then 'unread'
          when s.delivered and f.dt is null then 'figures_lost'
          when s.read_at < ${run_started_at.toISOString()}::timestamptz
            and s.read_at < ((d.dt::date + ${lag}::int + 1)::timestamp at time zone ${of.timezone}) then 'late'
        end as reason
      from campaigns c
      cross join generate_series(${from}::date, ${until}::date, interval '1 day') as d(dt)
      left join sync_days s on s.tenant_id = c.tenant_id and s.campaign_id = c.campaign_id and s.dt = d.dt::date
      left join fct_ad_metric_daily f
        on f.tenant_id = c.tenant_id and f.campaign_id = c.campaign_id and f.dt = d.dt::date and f.ad_id = ''
      where c.ad_account_id = ${of.ad_account_id} and c.status <> 'deleted'
    ), island as (
      select *, dt - (row_number() over (partition by campaign_id, reason order by dt))::int as first
      from day where reason is not null
    )
    select campaign_id, campaign_name, reason, min(dt)::text as since, max(dt)::text as until, count(*) as days,
      count(*) filter (where reason <> 'late' and dt between ${complete.from}::date and ${complete.until}::date
        and exists (select 1 from sync_days any_day where any_day.campaign_id = island.campaign_id)) as missing
    from island group by campaign_id, campaign_name, reason, first order by max(dt) desc, campaign_id, reason`);
  return rows.map((row) => stretchSchema.parse(row));
}

/** What is missing before today: days that were never read, or whose figures are gone. */
export async function listGaps(tx: TenantTransaction, of: DaysOf, from: string): Promise<readonly Stretch[]> {
  const [yesterday] = await tx.execute(sql`select (${todayOf(of)} - 1)::text as dt`);
  const until = z.object({ dt: z.string() }).parse(yesterday).dt;
  const never = new Date(0);
  return listWantedDays(tx, of, {
    ...{ from, until, run_started_at: never, settles_after_days: 0, complete: { from, until } },
  });
}

/** The day before the oldest missing one, or yesterday when none is missing: no day is missing up to and with it. */
export async function completeUntil(tx: TenantTransaction, of: DaysOf, from: string): Promise<string | null> {
  const gaps = await listGaps(tx, of, from);
  const oldest = gaps.reduce<string | null>(
    (least, { since }) => (least === null || since < least ? since : least),
    null,
  );
  const last = oldest === null ? todayOf(of) : sql`${oldest}::date`;
  const [row] = await tx.execute(sql`select (${last} - 1)::text as dt, (${last} - 1) < ${from}::date as none`);
  const found = z.object({ dt: z.string(), none: z.boolean() }).parse(row);
  return found.none ? null : found.dt;
}

/**
 * Writes down that the days of a window were read at a moment, and which of them had figures. Days that were not over then
 * in the time zone of the account are partial.
 */
export async function recordDays(
  tx: TenantTransaction,
  of: Omit<DaysOf, 'now'>,
  read: {
    readonly campaign_id: string;
    readonly since: string;
    readonly until: string;
    readonly delivered: readonly string[];
    readonly read_at: Date;
  },
): Promise<void> {
  const { campaign_id, since, until, delivered } = read;
  const read_at = sql`${read.read_at.toISOString()}::timestamptz`;
  await tx.execute(sql`
    insert into sync_days (ad_account_id, campaign_id, dt, delivered, partial, read_at)
    select ${of.ad_account_id}, ${campaign_id}, d.dt::date,
      d.dt::date in (select jsonb_array_elements_text(${JSON.stringify(delivered)}::jsonb)::date),
      ${read_at} < ((d.dt::date + 1)::timestamp at time zone ${of.timezone}), ${read_at}
    from generate_series(${since}::date, ${until}::date, interval '1 day') as d(dt)
    on conflict (tenant_id, campaign_id, dt) do update
      set ad_account_id = excluded.ad_account_id, delivered = excluded.delivered, partial = excluded.partial,
        read_at = excluded.read_at`);
}
