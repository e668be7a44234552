import type { Council, CouncilOwner } from '../../../../contracts/council.ts';
import { critiqueAnswerSchema } from '../../../../contracts/model-answers.ts';
import type { CampaignContext } from '../../../../contracts/reasoning/campaign-context.ts';
import type { CheckResult, Recommendation } from '../../../../contracts/recommendation.ts';
import { type Analysis, complexityPoints, formatContext } from '../../../reasoning/index.ts';

/** What is to be reviewed, and how long that may take. */
export type CriticQuestion = {
  readonly context: CampaignContext;
  readonly analysis: Analysis;
  readonly recommendation: Recommendation;
  readonly deadline_ms: number;
  readonly version: string | undefined;
  readonly model: string | undefined;
  readonly refresh: boolean;
};

/** The second voice, or why it was not heard. */
export type CriticAnswer =
  | {
      readonly heard: true;
      readonly model: string;
      readonly issues: readonly CheckResult[];
      readonly strengths: readonly string[];
      readonly dissent: readonly string[];
    }
  | { readonly heard: false; readonly reason: string };

/** Asks a language model to review a recommendation. Never throws for a fault of the model. */
export async function askCritic(
  council: Council,
  question: CriticQuestion,
  owner: CouncilOwner,
): Promise<CriticAnswer> {
  const { context, analysis, recommendation, version, model } = question;
  const { series, validation, critique, claims, ...reviewed } = recommendation;
  const answer = await council.ask(
    {
      task: 'critique',
      prompt: { name: 'critique', version },
      variables: {
        context: formatContext(context),
        analysis: JSON.stringify(analysis),
        recommendation: JSON.stringify(reviewed),
      },
      ...{ sources: [], schema: critiqueAnswerSchema, deadline_ms: question.deadline_ms, model },
      complexity_points: complexityPoints(context, analysis),
      refresh: question.refresh,
    },
    owner,
  );
  if (answer.status === 'degraded') return { heard: false, reason: `${answer.code}: ${answer.reason}` };
  const { issues, strengths, is_satisfactory, overall_assessment } = answer.value;
  const unexplained = !is_satisfactory && issues.every((each) => each.severity === 'minor');
  return {
    heard: true,
    model: answer.model,
    issues: issues.map((each) => ({ ...each, check: 'second_voice', passed: false, by: 'model' })),
    strengths,
    dissent: [...answer.dissent, ...(unexplained ? [overall_assessment] : [])],
  };
}
