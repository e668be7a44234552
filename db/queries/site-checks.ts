import { and, eq, gte, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { siteChecks } from '../schema/index.ts';

/** One look at a landing page. */
export type SiteCheck = Omit<typeof siteChecks.$inferInsert, 'tenant_id' | 'check_id'>;

/** Stores a look at a landing page; what was seen is never rewritten. */
export async function insertSiteCheck(tx: TenantTransaction, check: SiteCheck): Promise<void> {
  await tx.insert(siteChecks).values(check);
}

/** How many looks at the page of a campaign there were since a moment, and how many of them failed. */
export async function countSiteChecks(tx: TenantTransaction, campaign_id: string, since: Date) {
  const [row] = await tx
    .select({
      all: sql<number>`count(*)`.mapWith(Number),
      failed: sql<number>`count(*) filter (where not ${siteChecks.ok})`.mapWith(Number),
    })
    .from(siteChecks)
    .where(and(eq(siteChecks.campaign_id, campaign_id), gte(siteChecks.checked_at, since)));
  return row ?? { all: 0, failed: 0 };
}

/** The newest look at the page of a campaign up to a moment; null when there is none. */
export async function readSiteCheckAt(tx: TenantTransaction, campaign_id: string, at: Date) {
  const [row] = await tx
    .select()
    .from(siteChecks)
    .where(and(eq(siteChecks.campaign_id, campaign_id), sql`${siteChecks.checked_at} <= ${at.toISOString()}`))
    .orderBy(sql`${siteChecks.checked_at} desc`)
    .limit(1);
  return row ?? null;
}
