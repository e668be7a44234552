import { desc, isNotNull } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { evaluationRuns } from '../schema/index.ts';

/** The newest evaluation runs that say which version of a prompt they tested. */
export async function listPromptRuns(tx: TenantTransaction) {
  const { prompt_version, model_version, run_type, total_examples, passed_examples, metrics, run_at } = evaluationRuns;
  return tx
    .select({ prompt_version, model_version, run_type, total_examples, passed_examples, metrics, run_at })
    .from(evaluationRuns)
    .where(isNotNull(prompt_version))
    .orderBy(desc(evaluationRuns.run_at))
    .limit(500);
}
