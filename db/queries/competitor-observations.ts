import { and, desc, eq, gte, isNull, lte, or, sql } from 'drizzle-orm';
import type { CompetitorObservation } from '../../contracts/competitor-observation.ts';
import type { TenantTransaction } from '../connect.ts';
import { competitorObservations } from '../schema/index.ts';

/** A stored observation. */
export type CompetitorObservationRow = typeof competitorObservations.$inferSelect;

/** Stores observations; what is there stays, and the newest of a source counts. Gives their ids in the given order. */
export async function insertCompetitorObservations(
  tx: TenantTransaction,
  entries: readonly CompetitorObservation[],
): Promise<readonly string[]> {
  if (entries.length === 0) return [];
  const rows = await tx
    .insert(competitorObservations)
    .values(entries.map((entry) => ({ ...entry, signals: JSON.parse(JSON.stringify(entry.signals)) })))
    .returning({ observation_id: competitorObservations.observation_id });
  return rows.map((row) => row.observation_id);
}

/**
 * The newest observation of each source that is about a campaign: it names the campaign, or no campaign but the campaign's
 * industry or one of its keywords, in whatever case people wrote them. Only days from `since` to `until` count.
 */
export async function readObservationsAbout(
  tx: TenantTransaction,
  about: {
    readonly campaign_id: string;
    readonly industry: string | null;
    readonly keywords: readonly string[];
    readonly since: string;
    readonly until: string;
  },
): Promise<readonly CompetitorObservationRow[]> {
  const table = competitorObservations;
  const keywords = sql.param(about.keywords.map((each) => each.trim().toLowerCase()));
  const alike = or(
    about.industry === null ? undefined : sql`lower(${table.industry}) = ${about.industry.toLowerCase()}`,
    about.keywords.length === 0 ? undefined : sql`lower(${table.keywords}::text)::text[] && ${keywords}::text[]`,
  );
  const rows = await tx
    .selectDistinctOn([table.source])
    .from(table)
    .where(
      and(
        gte(table.observed_on, about.since),
        lte(table.observed_on, about.until),
        or(
          eq(table.campaign_id, about.campaign_id),
          alike === undefined ? undefined : and(isNull(table.campaign_id), alike),
        ),
      ),
    )
    .orderBy(table.source, desc(table.observed_on), desc(table.created_at), desc(table.observation_id));
  return rows;
}

/** A page of observations, the newest day first. */
export async function listCompetitorObservations(
  tx: TenantTransaction,
  page: { readonly limit: number; readonly offset: number; readonly source?: string | undefined },
): Promise<readonly CompetitorObservationRow[]> {
  const table = competitorObservations;
  return tx
    .select()
    .from(table)
    .where(page.source === undefined ? undefined : eq(table.source, page.source))
    .orderBy(desc(table.observed_on), desc(table.observation_id))
    .limit(page.limit)
    .offset(page.offset);
}
