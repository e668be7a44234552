import type { Council, CouncilOwner, CouncilSource } from '../../contracts/council.ts';
import type { JudgeScores } from '../../contracts/evaluation-run.ts';
import { judgeAnswerSchema } from '../../contracts/model-answers.ts';
import type { CampaignContext } from '../../contracts/reasoning/campaign-context.ts';
import type { Recommendation } from '../../contracts/recommendation.ts';

/** What is judged: a recommendation, and what could be seen when it was made. */
export type Judgeable = { readonly context: CampaignContext; readonly recommendation: Recommendation };

/** What a judge thinks of it, or why there is no opinion. */
export type Judgement =
  | { readonly status: 'judged'; readonly scores: JudgeScores; readonly model: string; readonly cost_usd: number }
  | { readonly status: 'degraded'; readonly code: string; readonly reason: string };

/** Judges one recommendation. */
export type Judge = (judged: Judgeable) => Promise<Judgement>;

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

/**
 * A judge of reasoning, whether or not the decision was right, behind the council. The overall score is the mean of the four
 * and is computed here: what the model says of it is not taken.
 */
export function createJudge(
  council: Council,
  owner: CouncilOwner,
  asked: {
    readonly version?: string | undefined;
    readonly model?: string | undefined;
    /** What the records of whoever is judged say of the case; nothing when left out. */
    readonly sourcesOf?: ((judged: Judgeable) => Promise<readonly CouncilSource[]>) | undefined;
  } = {},
): Judge {
  const { version, model, sourcesOf = async () => [] } = asked;

  return async (judged) => {
    const answer = await council.ask(
      {
        ...{ task: 'judge', prompt: { name: 'judge', version }, schema: judgeAnswerSchema, deadline_ms },
        ...{ sources: await sourcesOf(judged), model },
        variables: { context: JSON.stringify(judged.context), recommendation: readable(judged) },
      },
      owner,
    );
    if (answer.status === 'degraded') return { status: 'degraded', code: answer.code, reason: answer.reason };
    const { logical_consistency, evidence_support, alternative_consideration, clarity } = answer.value;
    const four = { logical_consistency, evidence_support, alternative_consideration, clarity };
    const overall_score = criteria.reduce((sum, each) => sum + four[each], 0) / criteria.length;
    const scores = { ...four, overall_score };
    return { status: 'judged', scores, model: answer.model, cost_usd: answer.cost_usd };
  };
}
