import { reason } from '../../activities/reasoning/index.ts';
import type { Council, CouncilOwner } from '../../contracts/council.ts';
import { recommendationAnswerSchema, signalAnalysisAnswerSchema } from '../../contracts/model-answers.ts';
import type { Provider } from './run-suite.ts';

const deadline_ms = 20_000;

/** The deterministic reasoning: what answers where there is no key. It knows no prompt, so every version is alike to it. */
export const rulesProvider: Provider = {
  name: 'rules',
  complete: async (context) => JSON.stringify(reason(context).recommendation),
};

/** A model behind the council: the analysis first, then the recommendation that rests on it. */
export function councilProvider(council: Council, model: string, owner: CouncilOwner): Provider {
  return {
    name: model,
    complete: async (context, version) => {
      const common = { deadline_ms, sources: [], model, refresh: true } as const;
      const seen = JSON.stringify(context);
      const analysis = await council.ask(
        {
          ...{ ...common, task: 'signal_analysis', schema: signalAnalysisAnswerSchema },
          ...{ prompt: { name: 'signal_analysis', version }, variables: { context: seen } },
        },
        owner,
      );
      if (analysis.status === 'degraded') throw new Error(`${analysis.code}: ${analysis.reason}`);
      const answer = await council.ask(
        {
          ...{ ...common, task: 'recommendation_generation', schema: recommendationAnswerSchema },
          prompt: { name: 'recommendation_generation' },
          variables: { context: seen, analysis: JSON.stringify(analysis.value) },
        },
        owner,
      );
      if (answer.status === 'degraded') throw new Error(`${answer.code}: ${answer.reason}`);
      return JSON.stringify(answer.value);
    },
  };
}
