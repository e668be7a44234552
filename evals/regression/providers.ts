import { reason } from '../../activities/reasoning/index.ts';
import { type Asking, askChain } from '../prompts/ask-chain.ts';
import type { Provider } from './run-suite.ts';

/** The deterministic reasoning: what answers where there is no key. It knows no prompt, so every version is alike to it. */
export const rulesProvider: Provider = {
  name: 'rules',
  complete: async (context) => ({ output: JSON.stringify(reason(context).recommendation), cost_usd: 0 }),
};

/** A model behind the council: the analysis first, with the version that is tried, then the recommendation that rests on it. */
export function councilProvider(asking: Asking & { readonly model: string }): Provider {
  return {
    name: asking.model,
    complete: async (context, version) => {
      const answer = await askChain(asking, context, { signal_analysis: version });
      if (answer.status === 'degraded') return { fault: `${answer.code}: ${answer.reason}`, cost_usd: answer.cost_usd };
      return { output: JSON.stringify({ ...answer.analysis, ...answer.advice }), cost_usd: answer.cost_usd };
    },
  };
}
