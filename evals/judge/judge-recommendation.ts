import type { z } from 'zod';
import type {
  BatchOrder,
  Council,
  CouncilAnswer,
  CouncilBatch,
  CouncilDegraded,
  CouncilOwner,
  CouncilQuestion,
  CouncilSource,
} from '../../contracts/council.ts';
import type { JudgeScores } from '../../contracts/evaluation-run.ts';
import { judgeAnswerSchema } from '../../contracts/model-answers.ts';
import type { CampaignContext } from '../../contracts/reasoning/campaign-context.ts';
import type { Recommendation } from '../../contracts/recommendation.ts';

/** What is judged: a recommendation, and what could be seen when it was made. */
export type Judgeable = { readonly context: CampaignContext; readonly recommendation: Recommendation };

/** What a judge thinks of it, or why there is no opinion. */
export type Judgement =
  | {
      readonly status: 'judged';
      readonly scores: JudgeScores;
      readonly model: string;
      readonly cost_usd: number;
      readonly cached: boolean;
    }
  | CouncilDegraded;

/** Judges one recommendation. */
export type Judge = (judged: Judgeable) => Promise<Judgement>;

/** Judges many, each for itself: an opinion of each, in their order. */
export type JudgeOfMany = (all: readonly Judgeable[]) => Promise<readonly Judgement[]>;

const deadline_ms = 20_000;
/** The four criteria, each from 1 to 5. */
export const criteria = ['logical_consistency', 'evidence_support', 'alternative_consideration', 'clarity'] as const;

/** What a reader of the recommendation sees; internals would tell a judge nothing. */
function readable({ recommendation }: Judgeable): string {
  const { signal_analysis, root_cause, recommended_workflow, specific_action, reasoning, expected_impact } =
    recommendation;
  const { risk_level, risk_factors, alternative_actions, success_metrics, evidence } = recommendation;
  return JSON.stringify({
    ...{ signal_analysis, root_cause, recommended_workflow, specific_action, reasoning, expected_impact },
    ...{ risk_level, risk_factors, alternative_actions, success_metrics },
    evidence: evidence.map(({ statement, supports }) => ({ statement, supports })),
  });
}

type JudgeAnswer = z.infer<typeof judgeAnswerSchema>;

/** What may be said besides of how a judge is asked. */
type Wish = { readonly version?: string | undefined } & Pick<
  CouncilQuestion<unknown>,
  'model' | 'model_only' | 'refresh'
>;

function questionOf(
  judged: Judgeable,
  sources: readonly CouncilSource[],
  { version, model, model_only, refresh }: Wish = {},
): CouncilQuestion<JudgeAnswer> {
  return {
    ...{ task: 'judge', prompt: { name: 'judge', version }, schema: judgeAnswerSchema, sources },
    ...{ model, model_only, refresh },
    variables: { context: JSON.stringify(judged.context), recommendation: readable(judged) },
  };
}

/** The overall score is the mean of the four and is computed here: what the model says of it is not taken. */
function judgementOf(answer: CouncilAnswer<JudgeAnswer>): Judgement {
  if (answer.status === 'degraded') return answer;
  const { logical_consistency, evidence_support, alternative_consideration, clarity } = answer.value;
  const four = { logical_consistency, evidence_support, alternative_consideration, clarity };
  const overall_score = criteria.reduce((sum, each) => sum + four[each], 0) / criteria.length;
  const scores = { ...four, overall_score };
  return { status: 'judged', scores, model: answer.model, cost_usd: answer.cost_usd, cached: answer.cached };
}

/** A judge of reasoning, whether or not the decision was right, behind the council. */
export function createJudge(council: Council, owner: CouncilOwner, wish: Wish = {}): Judge {
  return async (judged) => judgementOf(await council.ask({ ...questionOf(judged, [], wish), deadline_ms }, owner));
}

/**
 * The same judge for many cases that nobody waits for, at half the price where a vendor takes batches. `sourcesOf` tells what
 * the records of whoever is judged say of a case.
 */
export function createJudgeOfMany(
  council: CouncilBatch,
  owner: CouncilOwner,
  order: BatchOrder,
  sourcesOf: (judged: Judgeable) => Promise<readonly CouncilSource[]> = async () => [],
): JudgeOfMany {
  return async (all) => {
    const questions: CouncilQuestion<JudgeAnswer>[] = [];
    for (const judged of all) {
      order.beat();
      questions.push(questionOf(judged, await sourcesOf(judged)));
    }
    return (await council.askMany(questions, owner, order)).map(judgementOf);
  };
}
