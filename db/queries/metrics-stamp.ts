import { eq, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { fctAdMetricDaily } from '../schema/index.ts';

/**
 * A short text that differs whenever the newest 40 stored days of a campaign differ in number or sum. As a part of a cache
 * key it keeps an answer from outliving the facts that it was made of.
 */
export async function readMetricsStamp(tx: TenantTransaction, campaign_id: string): Promise<string> {
  const [row] = await tx
    .select({
      stamp: sql<string>`concat_ws('/', max(dt), count(*), sum(impressions), sum(clicks), sum(spend_minor), sum(conversions))`,
    })
    .from(fctAdMetricDaily)
    .where(sql`${eq(fctAdMetricDaily.campaign_id, campaign_id)} and dt > current_date - 40`);
  return row?.stamp ?? '';
}
