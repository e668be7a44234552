import type { z } from 'zod';
import type { Council, CouncilDegraded, CouncilOwner } from '../../contracts/council.ts';
import { recommendationAnswerSchema, signalAnalysisAnswerSchema } from '../../contracts/model-answers.ts';
import type { CampaignContext } from '../../contracts/reasoning/campaign-context.ts';

/** Which versions of the two prompts are asked; the `latest` one of each when left out. */
export type ChainVersions = {
  readonly signal_analysis?: string | undefined;
  readonly recommendation_generation?: string | undefined;
};

/**
 * Whom to ask and for whom. `model` is asked alone, so that no other one answers in its name. Answers of the last day serve
 * again unless `refresh`: what was broken off goes on where it stopped.
 */
export type Asking = {
  readonly council: Council;
  readonly owner: CouncilOwner;
  readonly model?: string | undefined;
  readonly refresh?: boolean | undefined;
};

/** How each question of an evaluation is asked. */
export function wayOf({ model, refresh = false }: Asking) {
  return { deadline_ms, model, model_only: model !== undefined, refresh } as const;
}

/** What models say of a context by themselves. It is compared, never carried out. */
export type ChainAnswer =
  | {
      readonly status: 'answered';
      readonly analysis: z.infer<typeof signalAnalysisAnswerSchema>;
      readonly advice: z.infer<typeof recommendationAnswerSchema>;
      readonly models: readonly string[];
      readonly cost_usd: number;
      /** Whether all of it was answered before. */
      readonly cached: boolean;
    }
  | (CouncilDegraded & { readonly cost_usd: number });

const deadline_ms = 20_000;

/** The analysis first, then the recommendation that rests on it: an analysis alone names no workflow. */
export async function askChain(
  asking: Asking,
  context: CampaignContext,
  versions: ChainVersions,
): Promise<ChainAnswer> {
  const { council, owner } = asking;
  const common = { ...wayOf(asking), sources: [] } as const;
  const seen = JSON.stringify(context);
  const { signal_analysis = 'latest', recommendation_generation = 'latest' } = versions;
  const first = await council.ask(
    {
      ...{ ...common, task: 'signal_analysis', schema: signalAnalysisAnswerSchema },
      ...{ prompt: { name: 'signal_analysis', version: signal_analysis }, variables: { context: seen } },
    },
    owner,
  );
  if (first.status === 'degraded') return { ...first, cost_usd: first.cost_usd ?? 0 };
  const second = await council.ask(
    {
      ...{ ...common, task: 'recommendation_generation', schema: recommendationAnswerSchema },
      prompt: { name: 'recommendation_generation', version: recommendation_generation },
      variables: { context: seen, analysis: JSON.stringify(first.value) },
    },
    owner,
  );
  if (second.status === 'degraded') return { ...second, cost_usd: first.cost_usd + (second.cost_usd ?? 0) };
  return {
    ...{ status: 'answered', analysis: first.value, advice: second.value },
    models: [...new Set([first.model, second.model])],
    cost_usd: first.cost_usd + second.cost_usd,
    cached: first.cached && second.cached,
  };
}
