import { z } from 'zod';
import type { Council, CouncilOwner, CouncilSource } from '../../../../contracts/council.ts';
import { critiqueAnswerSchema } from '../../../../contracts/model-answers.ts';
import type { CampaignContext } from '../../../../contracts/reasoning/campaign-context.ts';
import { checkResultSchema, type Recommendation } from '../../../../contracts/recommendation.ts';
import { type Analysis, complexityPoints, formatContext } from '../../../reasoning/index.ts';
import { matterOf } from './matter-of.ts';
import { reuseKeyOf } from './reuse-key.ts';

/** What is to be reviewed, what the tenant's own records say of such cases, and how long it may take. */
export type CriticQuestion = {
  readonly context: CampaignContext;
  readonly analysis: Analysis;
  readonly recommendation: Recommendation;
  readonly sources: readonly CouncilSource[];
  /** Cases that were decided and turned out, as text; empty without any. */
  readonly examples: string;
  readonly deadline_ms: number;
  readonly version: string | undefined;
  readonly model: string | undefined;
  readonly refresh: boolean;
};

/** The second voice, with what it was asked about; or why it was not heard. */
export const criticAnswerSchema = z.discriminatedUnion('heard', [
  z.object({
    heard: z.literal(true),
    matter: z.string(),
    model: z.string(),
    issues: z.array(checkResultSchema),
    strengths: z.array(z.string()),
    dissent: z.array(z.string()),
  }),
  z.object({ heard: z.literal(false), reason: z.string() }),
]);
/** The second voice, or why it was not heard. */
export type CriticAnswer = z.infer<typeof criticAnswerSchema>;

/** What a critic is shown, as the variables of the prompt: nothing that differs from one pass to the next by itself. */
export function shownToCritic({
  context,
  analysis,
  recommendation,
}: Pick<CriticQuestion, 'context' | 'analysis' | 'recommendation'>) {
  const { series, validation, critique, claims, generated_at, iteration_count, names, ...reviewed } = recommendation;
  return {
    context: formatContext(context),
    analysis: JSON.stringify(analysis),
    recommendation: JSON.stringify(reviewed),
  };
}

/** Asks a language model to review a recommendation. Never throws for a fault of the model. */
export async function askCritic(
  council: Council,
  question: CriticQuestion,
  owner: CouncilOwner,
): Promise<CriticAnswer> {
  const { context, analysis, version, model, sources, examples, deadline_ms, refresh } = question;
  const variables = shownToCritic(question);
  const answer = await council.ask(
    {
      ...{ task: 'critique', prompt: { name: 'critique', version }, variables, sources },
      ...(examples === '' ? {} : { optional_variables: { examples } }),
      ...{ schema: critiqueAnswerSchema, deadline_ms, model, refresh },
      complexity_points: complexityPoints(context, analysis),
      reuse_key: reuseKeyOf(context, variables.analysis, variables.recommendation),
    },
    owner,
  );
  if (answer.status === 'degraded') return { heard: false, reason: `${answer.code}: ${answer.reason}` };
  const { issues, strengths, is_satisfactory, overall_assessment } = answer.value;
  const unexplained = !is_satisfactory && issues.every((each) => each.severity === 'minor');
  return {
    ...{ heard: true, matter: matterOf(variables), model: answer.model, strengths },
    issues: issues.map((each) => ({ ...each, check: 'second_voice', passed: false, by: 'model' })),
    dissent: [...answer.dissent, ...(unexplained ? [overall_assessment] : [])],
  };
}
