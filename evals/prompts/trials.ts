import { reason, unknownNumbers } from '../../activities/reasoning/index.ts';
import { critiqueAnswerSchema, wordingAnswerSchema } from '../../contracts/model-answers.ts';
import { brokenTwins } from '../judge/broken-twins.ts';
import { createJudge } from '../judge/judge-recommendation.ts';
import { isRight } from '../run/run-case.ts';
import { askChain, wayOf } from './ask-chain.ts';
import { namedCause } from './named-cause.ts';
import { type Trial, type Tried, unusable } from './trial.ts';

/** The model reasons by itself, down to a workflow; right is what the experts decided. */
const chain =
  (name: 'signal_analysis' | 'recommendation_generation'): Trial =>
  async (asking, key, wanted) => {
    const answer = await askChain(asking, wanted.context, { [name]: key });
    if (answer.status === 'degraded') return unusable(answer);
    const { analysis, advice, models, cost_usd, cached } = answer;
    const said = { ...advice, signal_analysis: analysis.signal_analysis };
    return {
      ...{ usable: true, trouble: null, unsupported: false, said, models, cost_usd, cached },
      ...{ right: isRight(wanted, advice), cause: namedCause(analysis.root_cause) },
    };
  };

/** The model words what the engine decided; right is a wording with no number of its own and every claim supported. */
const wording: Trial = async (asking, key, { context }) => {
  const { council, owner } = asking;
  const made = reason(context).recommendation;
  const { specific_action, reasoning, signal_analysis, expected_impact } = made;
  const evidence = made.evidence.map(({ statement }) => statement);
  const facts = JSON.stringify({ specific_action, reasoning, signal_analysis, evidence, expected_impact });
  const answer = await council.ask(
    {
      ...{ task: 'word_recommendation', prompt: { name: 'word_recommendation', version: key }, variables: { facts } },
      sources: [
        { source_id: 'campaign_metrics', title: 'Metrics', text: JSON.stringify(context), trusted: false },
        { source_id: 'analysis', title: 'What the rules made of it', text: facts, trusted: false },
      ],
      ...{ ...wayOf(asking), schema: wordingAnswerSchema },
    },
    owner,
  );
  if (answer.status === 'degraded') return unusable(answer);
  const { value, cost_usd, cached } = answer;
  const unsupported =
    unknownNumbers(value.reasoning, facts).length > 0 || value.claims.some(({ status }) => status !== 'supported');
  return {
    ...{ usable: true, trouble: null, unsupported, right: !unsupported, cause: made.root_cause },
    ...{ said: { ...made, reasoning: value.reasoning }, models: [answer.model], cost_usd, cached },
  };
};

/** The critic reads a sound recommendation and one that contradicts itself; right is to object to the second alone. */
const critique: Trial = async (asking, key, { context }) => {
  const { council, owner } = asking;
  const { analysis, recommendation: sound } = reason(context);
  const ask = (recommendation: typeof sound) =>
    council.ask(
      {
        ...{ task: 'critique', prompt: { name: 'critique', version: key }, sources: [], schema: critiqueAnswerSchema },
        variables: {
          ...{ context: JSON.stringify(context), analysis: JSON.stringify(analysis) },
          recommendation: JSON.stringify({ ...recommendation, series: [], critique: null, validation: null }),
        },
        ...wayOf(asking),
      },
      owner,
    );
  const one = await ask(sound);
  if (one.status === 'degraded') return unusable(one);
  const other = await ask(brokenTwins.logical_consistency(sound));
  if (other.status === 'degraded') return unusable(other, one.cost_usd);
  const objects = ({ value }: typeof one) => value.issues.some(({ severity }) => severity !== 'minor');
  return toldApart(!objects(one) && objects(other), [one, other], sound);
};

/** The judge scores a sound recommendation and one without alternatives; right is to score the second lower in just that. */
const judge: Trial = async (asking, key, { context }) => {
  const { council, owner } = asking;
  const sound = reason(context).recommendation;
  const ask = createJudge(council, owner, { version: key, ...wayOf(asking) });
  const one = await ask({ context, recommendation: sound });
  if (one.status === 'degraded') return unusable(one);
  const other = await ask({ context, recommendation: brokenTwins.alternative_consideration(sound) });
  if (other.status === 'degraded') return unusable(other, one.cost_usd);
  const lower = other.scores.alternative_consideration < one.scores.alternative_consideration;
  return toldApart(lower, [one, other], sound);
};

function toldApart(
  right: boolean,
  answers: readonly { readonly model: string; readonly cost_usd: number; readonly cached: boolean }[],
  said: NonNullable<Tried['said']>,
): Tried {
  return {
    ...{ usable: true, trouble: null, unsupported: false, right, said, cause: null },
    models: [...new Set(answers.map(({ model }) => model))],
    cost_usd: answers.reduce((sum, each) => sum + each.cost_usd, 0),
    cached: answers.every(({ cached }) => cached),
  };
}

/** The prompts that golden cases can tell apart, each with its trial. */
export const trials: Readonly<Record<string, Trial>> = {
  signal_analysis: chain('signal_analysis'),
  recommendation_generation: chain('recommendation_generation'),
  word_recommendation: wording,
  critique,
  judge,
};
