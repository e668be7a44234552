import { z } from 'zod';
import { compareEvaluations } from '../../../contracts/compare-evaluations.ts';
import { listEvaluationResults } from '../../../db/queries/evaluation-runs.ts';
import type { TenantTransaction } from '../../dependencies.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { evaluationRunOrRefuse, evaluationRunSchema, toEvaluationRun } from './evaluation-run-schema.ts';

/** More cases than any run has. */
const allCases = 10_000;

async function wholeRun(tx: TenantTransaction, id: string) {
  const run = await evaluationRunOrRefuse(tx, id);
  return { run, metrics: run.metrics, results: await listEvaluationResults(tx, { id, limit: allCases }) };
}

/** How a later run stands to an earlier one: what changed, which cases turned, and whether that is a regression. */
export const compareEvaluationRuns = defineOperation({
  method: 'get',
  path: '/api/v1/evaluations/compare',
  id: 'compare_evaluation_runs',
  tag: 'evaluations',
  summary: 'Compare two evaluation runs.',
  access: 'evaluations:read',
  params: nothing,
  query: z.strictObject({ before: z.uuid(), after: z.uuid() }),
  body: noBody,
  responses: {
    200: {
      description: 'Differences, later minus earlier.',
      schema: z.object({
        before: evaluationRunSchema,
        after: evaluationRunSchema,
        agreement_change_points: z.number(),
        top1_change_points: z.number().nullable(),
        regret_change_points: z.number().nullable(),
        ece_change: z.number().nullable(),
        cost_change_pct: z.number().nullable(),
        newly_failed: z.array(z.string()),
        newly_passed: z.array(z.string()),
        alerts: z.array(z.string()).describe('a line for each figure that got worse by more than five points'),
        regression: z.boolean().describe('five points less, or a case that had passed fails'),
      }),
    },
  },
  errors: ['EVALUATION_NOT_FOUND'],
  async handle({ query, inTenant }) {
    const [before, after] = await inTenant(
      async (tx) => [await wholeRun(tx, query.before), await wholeRun(tx, query.after)] as const,
    );
    return json(200, {
      ...{ before: toEvaluationRun(before.run), after: toEvaluationRun(after.run) },
      ...compareEvaluations(before, after),
    });
  },
});
