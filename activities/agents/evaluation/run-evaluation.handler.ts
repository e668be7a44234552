import { setImmediate } from 'node:timers/promises';
import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { compareEvaluations } from '../../../contracts/compare-evaluations.ts';
import type { EvaluationReport } from '../../../contracts/evaluation-run.ts';
import { type TenantTransaction, withTenant } from '../../../db/connect.ts';
import { deriveId } from '../../../db/derive-id.ts';
import {
  findRunBefore,
  listEvaluationResults,
  readTriggeredBy,
  recordEvaluationRun,
} from '../../../db/queries/evaluation-runs.ts';
import { readAcceptedExamples } from '../../../db/queries/golden-set.ts';
import { evaluationCases, ruleEngine, rulesName, runEvaluation } from '../../../evals/index.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { runEvaluationAction } from './run-evaluation.action.ts';
import { tellOfRun } from './tell-of-run.ts';

/** Cases after which the other work of the process gets its turn. */
const chunk = 5;

/**
 * Pure arithmetic but for the golden cases of the tenant that are read before and the run that is stored after. A repeated
 * attempt of the same step stores the same run, once.
 */
export function createRunEvaluationHandler(deps: Pick<HandlerDependencies, 'database'>): BoundHandler {
  return bindRun({
    definition: runEvaluationAction,
    run: async ({ run_type, split, count, triggered_by }, { origin, heartbeat, signal }) => {
      const { tenant_id, execution_id, step_id, iteration } = origin;
      const accepted = await withTenant(deps.database, tenant_id, readAcceptedExamples);
      const dataset = evaluationCases(run_type === 'golden_set' ? { accepted } : { split, count });
      const report = await runEvaluation(dataset.cases, {
        ...{ run_type, dataset_version: dataset.dataset_version, seed: dataset.seed },
        ...{ engine: ruleEngine, answered_by: rulesName, monotonicMs: () => performance.now() },
        onCase: async (done) => {
          if (done % chunk !== 0) return;
          heartbeat({ done });
          signal.throwIfAborted();
          await setImmediate();
        },
      });
      const id = deriveId('evaluation_run', tenant_id, execution_id, step_id, iteration);
      const { evaluation_run_id, before } = await withTenant(deps.database, tenant_id, async (tx) => {
        const asked = triggered_by ?? (await readTriggeredBy(tx, execution_id));
        const stored = await recordEvaluationRun(tx, report, { id, triggered_by: asked, git_commit: null });
        return { evaluation_run_id: stored, before: await wholeRunBefore(tx, { ...report, id: stored }) };
      });
      const { agreement_rate, passed_count, total_count, gates } = report.metrics;
      const passed = gates.every((gate) => gate.passed);
      const words = tellOfRun(report, before === null ? null : compareEvaluations(before, report));
      return { evaluation_run_id, agreement_rate, passed_count, total_count, gates, passed, ...words };
    },
  });
}

/** The run before of the same cases, with how each of them went. */
async function wholeRunBefore(tx: TenantTransaction, { id, run_type, metrics }: EvaluationReport & { id: string }) {
  const before = await findRunBefore(tx, { id, run_type, seed: metrics.seed });
  if (before === null) return null;
  const results = await listEvaluationResults(tx, { id: before.id, limit: 10_000 });
  return { metrics: before.metrics, results };
}
