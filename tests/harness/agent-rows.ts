import { evaluationReportSchema } from '../../contracts/evaluation-run.ts';
import { type Database, withTenant } from '../../db/connect.ts';
import { recordEvaluationRun } from '../../db/queries/evaluation-runs.ts';
import { agentExecutions, executions, goldenExamples } from '../../db/schema/index.ts';
import { personOf } from './decision-rows.ts';

const nothingKnown = { action_regret: null, abstention: null, false_positive_rate: null, acts_on_noise: null };

/** The report of a run over one case, which passed. */
const smallReport = evaluationReportSchema.parse({
  ...{ run_type: 'golden_set', dataset_version: 'one', model_version: 'rules', prompt_version: null },
  metrics: {
    ...{ agreement_rate: 100, passed_count: 1, total_count: 1, per_kind: [], workflows: [] },
    figures: { ...nothingKnown, cases: 1, top1_cause: 1, ece: 0.1 },
    calibration: [
      { label: '80-90%', expected: 0.85, mean_confidence: 0.9, actual: 1, count: 1, calibration_error: 0.1 },
    ],
    ...{ latency_p50_ms: 3, latency_p95_ms: 8, cost_usd: 0, cost_per_recommendation_usd: 0 },
    ...{ critical_failures: 0, gates: [], answered_by: 'rules', seed: null },
  },
  results: [
    {
      ...{ example_id: 'only', kind: 'golden', passed: true },
      expected: { workflow: 'Bid Adjustment', causes: ['auction_pressure'], best_action: null, best_value: null },
      actual: {
        ...{ workflow: 'Bid Adjustment', cause: 'auction_pressure', action: 'Raise', value: null, confidence: 0.9 },
      },
      scores: {
        ...{ cause_right: true, abstained: false, abstention_is_right: false, regret: null, best: null },
        ...{ latency_ms: 3, critical: false },
      },
    },
  ],
});

/**
 * What the reasoning agent leaves behind, all under the id of one execution, so that a test finds it by that: a run of the
 * agent, an evaluation run, a golden example, and an analysis in a batch.
 */
export async function insertAgentRows(
  owner: Database,
  tenant_id: string,
  { execution_id, campaign_id }: { readonly execution_id: string; readonly campaign_id: string },
): Promise<void> {
  const { user_id, email } = await personOf(owner, tenant_id, 'marketer');
  await withTenant(owner, tenant_id, async (tx) => {
    await tx.insert(agentExecutions).values({
      ...{ id: execution_id, execution_id, campaign_id, status: 'success', workflow_state: {} },
    });
    await recordEvaluationRun(tx, smallReport, { id: execution_id, triggered_by: 'manual', git_commit: null });
    await tx.insert(goldenExamples).values({
      ...{ example_id: execution_id, campaign_id, campaign_name: 'Sale', context: { campaign_id }, confidence: 0.7 },
      ...{ human_decision: 'Bid Adjustment', decision_date: new Date('2026-02-01T00:00:00Z'), tags: [] },
    });
    await tx.insert(executions).values({
      ...{ playbook_id: 'batched_v1', workflow_id: `batched/${execution_id}`, status: 'queued', campaign_id },
      ...{ inputs: { batch_id: execution_id }, context: {}, requested_by: user_id, requested_by_email: email },
    });
  });
}
