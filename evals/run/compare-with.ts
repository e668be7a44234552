import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Comparison, compareEvaluations } from '../../contracts/compare-evaluations.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import { type EvaluationReport, evaluationReportSchema } from '../../contracts/evaluation-run.ts';

const fileSchema = z.looseObject({ golden: evaluationReportSchema, generated: z.array(evaluationReportSchema) });

/** How a run stands to an earlier one whose result file was kept. */
export type RunComparison = {
  readonly golden: Comparison;
  /** A line for each figure of any part that got worse by more than five points. */
  readonly alerts: readonly string[];
  /** True when a golden case that had passed fails, the agreement fell by five points, or anything alerts. */
  readonly worse: boolean;
};

/**
 * Holds a run against the result file of an earlier one. Generated cases are compared where both had the same ones, by
 * their figures: single ones of them turn with every change of a rule. Throws EVALUATION_CASE_INVALID for a file that holds
 * no result.
 */
export function compareWith(
  file: string,
  golden: EvaluationReport,
  generated: readonly EvaluationReport[],
): RunComparison {
  const before = readResults(file);
  const compared = compareEvaluations(before.golden, golden);
  const others = generated.flatMap((after) => {
    const same = before.generated.find(({ dataset_version }) => dataset_version === after.dataset_version);
    if (same === undefined) return [];
    return compareEvaluations(same, after).alerts.map((alert) => `${after.dataset_version}: ${alert}`);
  });
  const alerts = [...compared.alerts.map((alert) => `golden cases: ${alert}`), ...others];
  return { golden: compared, alerts, worse: compared.regression || alerts.length > 0 };
}

function readResults(file: string) {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new CodedError('EVALUATION_CASE_INVALID', `${file} holds no result of an evaluation.`, { file });
  }
}
