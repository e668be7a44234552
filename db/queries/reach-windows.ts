import { and, eq, isNotNull, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { TenantTransaction } from '../connect.ts';
import { reachWindows } from '../schema/index.ts';

/** A range of days, both ends included. */
export type DaySpan = { readonly since: string; readonly until: string };

/** What a platform said of how many people a campaign reached in a span; null for what it did not say. */
export type SpanReach = {
  readonly impressions: number | null;
  readonly reach: number | null;
  readonly frequency: number | null;
};

/** Writes down what was told of a campaign in a span; what was told before is replaced. */
export async function saveReachWindow(
  tx: TenantTransaction,
  of: DaySpan & { readonly campaign_id: string; readonly source: string; readonly read_at: Date },
  told: SpanReach,
): Promise<void> {
  const { campaign_id, since, until, source, read_at } = of;
  await tx
    .insert(reachWindows)
    .values({ campaign_id, since, until, source, read_at, ...told })
    .onConflictDoUpdate({
      target: [
        ...[reachWindows.tenant_id, reachWindows.campaign_id, reachWindows.ad_id, reachWindows.since],
        reachWindows.until,
      ],
      set: { source, read_at, ...told },
    });
}

/** What is known of a campaign's reach in spans; null for a span of which no reach was told. */
export async function readReachWindows(
  tx: TenantTransaction,
  campaign_id: string,
  spans: readonly DaySpan[],
): Promise<readonly (SpanReach | null)[]> {
  const { since, until, impressions, reach, frequency } = reachWindows;
  const rows = await tx
    .select({ since, until, impressions, reach, frequency })
    .from(reachWindows)
    .where(
      and(
        eq(reachWindows.campaign_id, campaign_id),
        eq(reachWindows.ad_id, ''),
        isNotNull(reach),
        or(...spans.map((each) => and(eq(since, each.since), eq(until, each.until)))),
      ),
    );
  return spans.map((span) => {
    const found = rows.find((row) => row.since === span.since && row.until === span.until);
    return found === undefined
      ? null
      : { impressions: found.impressions, reach: found.reach, frequency: found.frequency };
  });
}

const unreadSchema = z.object({ campaign_id: z.string(), since: z.string(), until: z.string() });

/** Campaigns of an account that were shown in a span of which their reach was never asked for, in the order of their ids. */
export async function listUnreadReach(
  tx: TenantTransaction,
  ad_account_id: string,
  spans: readonly DaySpan[],
): Promise<readonly z.infer<typeof unreadSchema>[]> {
  const rows = await tx.execute(sql`
    select c.campaign_id, s.since::text, s.until::text
    from campaigns c cross join jsonb_to_recordset(${JSON.stringify(spans)}::jsonb) as s(since date, until date)
    where c.ad_account_id = ${ad_account_id} and c.status <> 'deleted'
      and exists (select 1 from fct_ad_metric_daily f where f.campaign_id = c.campaign_id and f.ad_id = ''
        and f.impressions > 0 and f.dt between s.since and s.until)
      and not exists (select 1 from reach_windows w where w.campaign_id = c.campaign_id and w.ad_id = ''
        and w.since = s.since and w.until = s.until)
    order by c.campaign_id, s.since desc`);
  return rows.map((row) => unreadSchema.parse(row));
}
