import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import type { CouncilBatch, CouncilSource } from '../../../contracts/council.ts';
import type { KnowledgePort } from '../../../contracts/knowledge.ts';
import { campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import { withTenant } from '../../../db/connect.ts';
import { deriveId } from '../../../db/derive-id.ts';
import { readAgentSettings } from '../../../db/queries/agent-settings.ts';
import { readTriggeredBy, recordEvaluationRun } from '../../../db/queries/evaluation-runs.ts';
import { readRecentReasoning } from '../../../db/queries/golden-set.ts';
import { createJudgeOfMany, type Judgeable, judgeRun, loadGolden, ruleEngine } from '../../../evals/index.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { inSample } from './in-sample.ts';
import { judgeReasoningAction } from './judge-reasoning.action.ts';

const dayMs = 86_400_000;
/** A batch is called off after 20 of the 30 minutes of an attempt, so that there is time to read what it has answered. */
const patience_ms = 1_200_000;

/** Without a model nothing is judged and nothing is stored: the deterministic checks have been made with each recommendation. */
export function createJudgeReasoningHandler(
  deps: Pick<HandlerDependencies, 'database' | 'clock'> & {
    readonly council: CouncilBatch | null;
    readonly knowledge?: KnowledgePort | null;
  },
): BoundHandler {
  return bindRun({
    definition: judgeReasoningAction,
    run: async ({ days, rate_pct, most }, { origin, heartbeat, signal }) => {
      const { tenant_id, execution_id, step_id, iteration } = origin;
      if (deps.council === null) return { evaluation_run_id: null, judged: 0, silent: 0, scores: null, trusted: false };
      const since = new Date(deps.clock.now().getTime() - days * dayMs);
      const { recent, share_pct } = await withTenant(deps.database, tenant_id, async (tx) => ({
        recent: await readRecentReasoning(tx, { since, limit: most }),
        share_pct: rate_pct ?? (await readAgentSettings(tx)).judge_share_pct,
      }));
      const own = recent
        .filter(({ id }) => inSample(id, share_pct))
        .flatMap(({ id, context, recommendation }) => {
          const parsed = campaignContextSchema.safeParse(context);
          return parsed.success ? [{ example_id: id, context: parsed.data, recommendation }] : [];
        });
      const golden = await Promise.all(
        loadGolden().map(async ({ example: { example_id, context } }) => ({
          ...{ example_id, context, recommendation: await ruleEngine(context) },
        })),
      );
      // The golden cases of the files are nobody's campaigns: no tenant's records say anything of them.
      const ours = new Set(own.map(({ context }) => context));
      // A repeated attempt finds the batch of the one before by this key, and pays for nothing twice.
      const batch_key = `judge:${execution_id}:${step_id}:${iteration}`;
      const judgeAll = createJudgeOfMany(
        deps.council,
        { tenant_id, execution_id, campaign_id: null, signal },
        { batch_key, patience_ms, beat: heartbeat },
        async (judged) => (ours.has(judged.context) ? recordsOf(deps.knowledge, tenant_id, judged) : []),
      );
      const report = await judgeRun(judgeAll, [...golden, ...own], {
        ...{ dataset_version: `golden+${own.length}`, monotonicMs: () => performance.now() },
      });
      // Whoever was called off heard nothing: that is no silence of the judge, and no run to be kept.
      signal.throwIfAborted();
      const id = deriveId('evaluation_run', tenant_id, execution_id, step_id, iteration);
      const evaluation_run_id = await withTenant(deps.database, tenant_id, async (tx) => {
        const triggered_by = await readTriggeredBy(tx, execution_id);
        return recordEvaluationRun(tx, report, { id, triggered_by, git_commit: null });
      });
      const { judge: told } = report.metrics;
      return {
        ...{ evaluation_run_id, judged: told?.judged ?? 0, silent: told?.silent ?? 0, scores: told?.scores ?? null },
        trusted: told?.check.trusted ?? false,
      };
    },
  });
}

/** What the tenant's guidelines and measured outcomes say of a case; a judge that gets none judges without. */
async function recordsOf(
  knowledge: KnowledgePort | null | undefined,
  tenant_id: string,
  { context, recommendation }: Judgeable,
): Promise<readonly CouncilSource[]> {
  const about = [recommendation.root_cause.replaceAll('_', ' '), recommendation.recommended_workflow];
  const query = [...about, context.campaign_metrics?.campaign_name ?? '', recommendation.specific_action].join('. ');
  const kinds = ['brand_guideline', 'policy_note', 'recommendation_outcome'] as const;
  return (
    (await knowledge?.retrieve({ tenant_id, query: query.slice(0, 1_000), kinds, limit: 4 }).catch(() => [])) ?? []
  );
}
