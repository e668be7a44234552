import { and, eq, isNull, or } from 'drizzle-orm';
import type { JsonObject } from '../../contracts/canonical-json.ts';
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
    Partial<Pick<OutcomeRow, 'minimum_effect_pct' | 'change_set_id' | 'evidence'>>,
): Promise<boolean> {
  const added = await tx.insert(outcomes).values(entry).onConflictDoNothing().returning({ id: outcomes.outcome_id });
  return added.length > 0;
}

/** An outcome by its id; null when this tenant has none. */
export async function findOutcome(tx: TenantTransaction, outcome_id: string): Promise<OutcomeRow | null> {
  const [row] = await tx.select().from(outcomes).where(eq(outcomes.outcome_id, outcome_id));
  return row ?? null;
}

/** The outcome that an execution has planned for a metric of a campaign, or for one set of changes; null when there is none. */
export async function findPlannedOutcome(
  tx: TenantTransaction,
  by: Pick<OutcomeRow, 'execution_id' | 'metric' | 'campaign_id' | 'change_set_id'>,
): Promise<OutcomeRow | null> {
  const [row] = await tx
    .select()
    .from(outcomes)
    .where(
      and(
        eq(outcomes.execution_id, by.execution_id),
        eq(outcomes.metric, by.metric),
        eq(outcomes.campaign_id, by.campaign_id),
        by.change_set_id === null
          ? undefined
          : or(isNull(outcomes.change_set_id), eq(outcomes.change_set_id, by.change_set_id)),
      ),
    );
  return row ?? null;
}

/** Keeps what was seen of an outcome before it can be measured. */
export async function noteOutcomeEvidence(
  tx: TenantTransaction,
  outcome_id: string,
  evidence: JsonObject,
): Promise<void> {
  await tx.update(outcomes).set({ evidence }).where(eq(outcomes.outcome_id, outcome_id));
}

/** What a measurement found. */
export type MeasuredOutcome = Pick<
  OutcomeRow,
  | 'before'
  | 'after'
  | 'counterfactual'
  | 'effect_pct'
  | 'low_pct'
  | 'high_pct'
  | 'interval_level'
  | 'verdict'
  | 'method'
  | 'evidence'
  | 'promise_kept'
  | 'rollback_execution_id'
  | 'measured_at'
>;

/** Writes what was measured, once: false when it was measured before, or is another tenant's. */
export async function recordOutcome(
  tx: TenantTransaction,
  outcome_id: string,
  measured: MeasuredOutcome,
): Promise<boolean> {
  const written = await tx
    .update(outcomes)
    .set({ ...measured, status: 'measured' })
    .where(and(eq(outcomes.outcome_id, outcome_id), eq(outcomes.status, 'planned')))
    .returning({ outcome_id: outcomes.outcome_id });
  return written.length > 0;
}
