import { and, desc, eq, inArray } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { promptExperiments } from '../schema/index.ts';

/** Two versions of a prompt side by side. */
export type PromptExperiment = typeof promptExperiments.$inferSelect;

/** The experiment that decides which version of a prompt is used: the running one, else the one promoted last. */
export async function readDecidingExperiment(
  tx: TenantTransaction,
  prompt_name: string,
): Promise<PromptExperiment | null> {
  const rows = await tx
    .select()
    .from(promptExperiments)
    .where(
      and(eq(promptExperiments.prompt_name, prompt_name), inArray(promptExperiments.status, ['running', 'promoted'])),
    )
    .orderBy(desc(promptExperiments.ended_at), desc(promptExperiments.started_at));
  return rows.find((row) => row.status === 'running') ?? rows[0] ?? null;
}

/** All experiments, the newest first. */
export async function listExperiments(tx: TenantTransaction): Promise<readonly PromptExperiment[]> {
  return tx.select().from(promptExperiments).orderBy(desc(promptExperiments.started_at)).limit(200);
}

/** Starts an experiment; null when one with this prompt is running. */
export async function startExperiment(
  tx: TenantTransaction,
  experiment: Pick<PromptExperiment, 'prompt_name' | 'version_a' | 'version_b' | 'share_b_pct' | 'started_by_email'>,
): Promise<PromptExperiment | null> {
  const [row] = await tx.insert(promptExperiments).values(experiment).onConflictDoNothing().returning();
  return row ?? null;
}

/**
 * Ends an experiment: `promoted` puts version b in use for everybody, `stopped` goes back to what was in use before, also
 * after a promotion. Null when there is none in a state that can be left this way.
 */
export async function endExperiment(
  tx: TenantTransaction,
  end: {
    readonly prompt_experiment_id: string;
    readonly status: 'stopped' | 'promoted';
    readonly ended_by_email: string;
    readonly now: Date;
  },
): Promise<PromptExperiment | null> {
  const leaves: PromptExperiment['status'][] = end.status === 'stopped' ? ['running', 'promoted'] : ['running'];
  const [row] = await tx
    .update(promptExperiments)
    .set({ status: end.status, ended_at: end.now, ended_by_email: end.ended_by_email })
    .where(
      and(
        eq(promptExperiments.prompt_experiment_id, end.prompt_experiment_id),
        inArray(promptExperiments.status, leaves),
      ),
    )
    .returning();
  return row ?? null;
}
