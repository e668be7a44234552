import { and, eq } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { outcomes } from '../schema/index.ts';

/** A planned or measured outcome. */
export type OutcomeRow = typeof outcomes.$inferSelect;

/** Plans a measurement once for each id: a repeated call changes nothing and gives false. */
export async function insertOutcome(
  tx: TenantTransaction,
  entry: Pick<
    OutcomeRow,
    | 'outcome_id'
    | 'recommendation_id'
    | 'execution_id'
    | 'campaign_id'
    | 'metric'
    | 'direction'
    | 'window_seconds'
    | 'measure_at'
  > &
    Partial<Pick<OutcomeRow, 'minimum_effect_pct'>>,
): Promise<boolean> {
  const added = await tx.insert(outcomes).values(entry).onConflictDoNothing().returning({ id: outcomes.outcome_id });
  return added.length > 0;
}

/** An outcome by its id; null when this tenant has none. */
export async function findOutcome(tx: TenantTransaction, outcome_id: string): Promise<OutcomeRow | null> {
  const [row] = await tx.select().from(outcomes).where(eq(outcomes.outcome_id, outcome_id));
  return row ?? null;
}

/** The outcome that an execution has planned for a metric of a campaign; null when it has planned none. */
export async function findPlannedOutcome(
  tx: TenantTransaction,
  by: { readonly execution_id: string; readonly metric: string; readonly campaign_id?: string },
): Promise<OutcomeRow | null> {
  const [row] = await tx
    .select()
    .from(outcomes)
    .where(
      and(
        eq(outcomes.execution_id, by.execution_id),
        eq(outcomes.metric, by.metric),
        by.campaign_id === undefined ? undefined : eq(outcomes.campaign_id, by.campaign_id),
      ),
    );
  return row ?? null;
}

/** Writes what was measured. */
export async function recordOutcome(
  tx: TenantTransaction,
  outcome_id: string,
  measured: Pick<
    OutcomeRow,
    'before' | 'after' | 'effect_pct' | 'low_pct' | 'high_pct' | 'verdict' | 'method' | 'measured_at'
  >,
): Promise<void> {
  await tx
    .update(outcomes)
    .set({ ...measured, status: 'measured' })
    .where(eq(outcomes.outcome_id, outcome_id));
}
