import { and, desc, eq, gt, lte } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { metricObservations } from '../schema/index.ts';

/** The newest imported value of a plain series of a campaign in `(since, until]`; null when there is none. */
export async function readNewestObservation(
  tx: TenantTransaction,
  of: { readonly campaign_id: string; readonly metric: string; readonly since: Date; readonly until: Date },
): Promise<number | null> {
  const [row] = await tx
    .select({ value: metricObservations.value })
    .from(metricObservations)
    .where(
      and(
        eq(metricObservations.campaign_id, of.campaign_id),
        eq(metricObservations.metric, of.metric),
        gt(metricObservations.observed_at, of.since),
        lte(metricObservations.observed_at, of.until),
      ),
    )
    .orderBy(desc(metricObservations.observed_at))
    .limit(1);
  return row?.value ?? null;
}
