import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { evaluationMetricsSchema, evaluationTypeSchema } from '../../../contracts/evaluation-run.ts';
import { type EvaluationRunRow, findEvaluationRun } from '../../../db/queries/evaluation-runs.ts';
import type { TenantTransaction } from '../../dependencies.ts';
import { moment } from '../../operation/paging.ts';

/** A run as the API shows it. */
export const evaluationRunSchema = z.object({
  id: z.uuid(),
  run_type: evaluationTypeSchema,
  dataset_version: z.string().nullable(),
  prompt_version: z.string().nullable(),
  model_version: z.string().nullable(),
  total_examples: z.int(),
  passed_examples: z.int(),
  metrics: evaluationMetricsSchema,
  triggered_by: z.string(),
  git_commit: z.string().nullable(),
  run_at: moment,
});

/** A row as the API shows it. */
export function toEvaluationRun(row: EvaluationRunRow) {
  return { ...row, run_at: row.run_at.toISOString() };
}

/** Where a run is named in a path. */
export const evaluationRunPath = z.strictObject({ id: z.uuid() });

/** The run with this id. Throws EVALUATION_NOT_FOUND. */
export async function evaluationRunOrRefuse(tx: TenantTransaction, id: string): Promise<EvaluationRunRow> {
  const run = await findEvaluationRun(tx, id);
  if (run === null) throw new CodedError('EVALUATION_NOT_FOUND', `There is no evaluation run ${id}.`, { id });
  return run;
}
