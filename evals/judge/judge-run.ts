import type { EvaluationReport, JudgeScores } from '../../contracts/evaluation-run.ts';
import { loadGolden } from '../golden/load-golden.ts';
import { ofGolden } from '../run/evaluation-case.ts';
import { scoreCase } from '../run/run-case.ts';
import { metricsOf } from '../run/run-evaluation.ts';
import { checkJudge, twinsOf } from './check-judge.ts';
import type { Judgeable, JudgeOfMany } from './judge-recommendation.ts';
import { meanScores } from './mean-scores.ts';

/** A mean of at least this counts as sound reasoning. */
const soundFrom = 4;
/** Sound recommendations with which a judge is checked: few, as each costs four more questions. */
const checkedWith = 2;

/**
 * Lets a judge score the answers of an engine to the golden cases (and whatever else is handed in), while it is itself
 * checked on broken twins of sound answers; all of it is asked at once, so every case has waited as long as the slowest. A
 * case without an opinion stands as one that did not pass and takes no part in the means. `passed` says whether the
 * reasoning is sound, not whether the decision was right.
 */
export async function judgeRun(
  judgeAll: JudgeOfMany,
  answered: readonly (Judgeable & { readonly example_id: string })[],
  about: { readonly dataset_version: string; readonly monotonicMs: () => number },
): Promise<EvaluationReport> {
  const twins = twinsOf(answered.slice(0, checkedWith));
  const begun = about.monotonicMs();
  const said = await judgeAll([...answered, ...twins.map(({ judged }) => judged)]);
  const waited_ms = about.monotonicMs() - begun;
  const check = checkJudge(twins, said, said.slice(answered.length));
  const golden = new Map(loadGolden().map((each) => [each.example.example_id, each]));
  const [scores, results, models]: [JudgeScores[], EvaluationReport['results'], Set<string>] = [[], [], new Set()];
  for (const [place, { example_id, ...judged }] of answered.entries()) {
    const opinion = said[place];
    const filed = golden.get(example_id);
    const wanted = filed === undefined ? null : ofGolden(filed.example, filed.expectation);
    const plain = scoreCase(
      wanted ?? {
        ...{ example_id, kind: 'recommendation', context: judged.context, also: [], causes: [], money: null },
        ...{ expected: judged.recommendation.recommended_workflow, below_confidence: null, from_confidence: null },
        abstention_is_right: judged.recommendation.action.kind === 'none',
      },
      judged.recommendation,
      waited_ms,
    );
    const given = opinion?.status === 'judged' ? opinion.scores : null;
    if (opinion?.status === 'judged') {
      scores.push(opinion.scores);
      models.add(opinion.model);
    }
    const passed = given !== null && given.overall_score >= soundFrom;
    results.push({ ...plain, passed, scores: { ...plain.scores, judge: given } });
  }
  const silent = answered.length - scores.length;
  // The questions of the check are paid for as well.
  const cost_usd = said.reduce((sum, each) => sum + (each.cost_usd ?? 0), 0);
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
