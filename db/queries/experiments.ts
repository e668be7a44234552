import { and, asc, desc, eq, gte, isNull, lte, or } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { experiments } from '../schema/index.ts';

/** A stored experiment. */
export type ExperimentRow = typeof experiments.$inferSelect;

/** Enters an experiment. */
export async function insertExperiment(
  tx: TenantTransaction,
  experiment: Omit<typeof experiments.$inferInsert, 'tenant_id' | 'experiment_id' | 'created_at'>,
): Promise<ExperimentRow> {
  const [row] = await tx.insert(experiments).values(experiment).returning();
  if (row === undefined) throw new Error('The experiment was not stored.');
  return row;
}

/** One experiment, locked for a change; null when there is none of this id. */
export async function lockExperiment(tx: TenantTransaction, experiment_id: string): Promise<ExperimentRow | null> {
  const [row] = await tx.select().from(experiments).where(eq(experiments.experiment_id, experiment_id)).for('update');
  return row ?? null;
}

/** Sets the last day of an experiment. */
export async function endExperiment(tx: TenantTransaction, experiment_id: string, ends_on: string): Promise<void> {
  await tx.update(experiments).set({ ends_on }).where(eq(experiments.experiment_id, experiment_id));
}

/** Experiments, those that start last first; of one campaign when it is named. */
export async function listExperiments(
  tx: TenantTransaction,
  page: { readonly limit: number; readonly offset: number; readonly campaign_id?: string | undefined },
): Promise<readonly ExperimentRow[]> {
  return tx
    .select()
    .from(experiments)
    .where(page.campaign_id === undefined ? undefined : eq(experiments.campaign_id, page.campaign_id))
    .orderBy(desc(experiments.starts_on), asc(experiments.experiment_id))
    .limit(page.limit)
    .offset(page.offset);
}

/** The experiments that run on a campaign on a day. */
export async function readRunningExperiments(
  tx: TenantTransaction,
  campaign_id: string,
  on: string,
): Promise<readonly ExperimentRow[]> {
  return tx
    .select()
    .from(experiments)
    .where(
      and(
        eq(experiments.campaign_id, campaign_id),
        lte(experiments.starts_on, on),
        or(isNull(experiments.ends_on), gte(experiments.ends_on, on)),
      ),
    )
    .orderBy(asc(experiments.starts_on), asc(experiments.experiment_id));
}
