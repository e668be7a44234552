import type { EvaluationReport, JudgeScores } from '../../contracts/evaluation-run.ts';
import { loadGolden } from '../golden/load-golden.ts';
import { ofGolden } from '../run/evaluation-case.ts';
import { scoreCase } from '../run/run-case.ts';
import { metricsOf } from '../run/run-evaluation.ts';
import { checkJudge } from './check-judge.ts';
import type { Judge, Judgeable } from './judge-recommendation.ts';
import { meanScores } from './mean-scores.ts';

/** A mean of at least this counts as sound reasoning. */
const soundFrom = 4;
/** Sound recommendations with which a judge is checked: few, as each costs five questions. */
const checkedWith = 2;

/**
 * Lets a judge score the answers of an engine to the golden cases (and whatever else is handed in), after it was itself
 * checked on broken twins of sound answers. `passed` says whether the reasoning is sound, not whether the decision was right.
 */
export async function judgeRun(
  judge: Judge,
  answered: readonly (Judgeable & { readonly example_id: string })[],
  about: { readonly dataset_version: string; readonly monotonicMs: () => number },
): Promise<EvaluationReport> {
  const check = await checkJudge(judge, answered.slice(0, checkedWith));
  const golden = new Map(loadGolden().map((each) => [each.example.example_id, each]));
  const [scores, results, models]: [JudgeScores[], EvaluationReport['results'], Set<string>] = [[], [], new Set()];
  let [silent, cost_usd] = [0, 0];
  for (const { example_id, ...judged } of answered) {
    const begun = about.monotonicMs();
    const said = await judge(judged);
    const filed = golden.get(example_id);
    const wanted = filed === undefined ? null : ofGolden(filed.example, filed.expectation);
    const plain = scoreCase(
      wanted ?? {
        ...{ example_id, kind: 'recommendation', context: judged.context, also: [], causes: [], money: null },
        ...{ expected: judged.recommendation.recommended_workflow, below_confidence: null, from_confidence: null },
        abstention_is_right: judged.recommendation.action.kind === 'none',
      },
      judged.recommendation,
      about.monotonicMs() - begun,
    );
    if (said.status === 'degraded') silent += 1;
    else {
      scores.push(said.scores);
      models.add(said.model);
      cost_usd += said.cost_usd;
    }
    const given = said.status === 'judged' ? said.scores : null;
    const passed = given !== null && given.overall_score >= soundFrom;
    results.push({ ...plain, passed, scores: { ...plain.scores, judge: given } });
  }
  const answered_by = models.size === 0 ? 'no judge answered' : `judge: ${[...models].sort().join(', ')}`;
  const metrics = metricsOf(results, { run_type: 'llm_judge', answered_by, seed: null, cost_usd });
  return {
    ...{ run_type: 'llm_judge', dataset_version: about.dataset_version, prompt_version: null, results },
    model_version: [...models].sort().join('+').slice(0, 50),
    metrics: {
      ...metrics,
      agreement_rate: Math.round((metrics.passed_count / results.length) * 10_000) / 100,
      // An opinion is no gate.
      ...{ gates: [], judge: { judged: scores.length, silent, scores: meanScores(scores), check } },
    },
  };
}
