import type { Vendor } from '../language-model.ts';

/** How a kind of question is routed: vendors in order, and what one call may take at most. */
export type Route = {
  readonly order: readonly Vendor[];
  /** After so long the next model is asked, if there is one; the last one gets all the time that is left. */
  readonly max_latency_ms: number;
  /** After so long the next model is asked beside the first, which is not given up; nobody is when left out. */
  readonly hedge_after_ms?: number;
  /** What one call may cost at most, by the worst case of its tokens; dearer models are passed over. */
  readonly max_cost_usd: number;
  /** How long question and data may be together. */
  readonly max_input_tokens: number;
};

/** The stated order: Grok, then Claude Sonnet, then a model of the GPT-4 class; what has no key is passed over. */
export const fallbackOrder: readonly Vendor[] = ['xai', 'anthropic', 'openai'];

const usual: Route = {
  order: fallbackOrder,
  max_latency_ms: 12_000,
  max_cost_usd: 0.25,
  max_input_tokens: 60_000,
};

/** Kinds of questions that differ from the usual. What is not listed is routed like it. */
const routes: Readonly<Record<string, Partial<Route>>> = {
  signal_analysis: { max_cost_usd: 0.5 },
  recommendation_generation: { max_cost_usd: 0.5 },
  // One answer in four takes longer than six seconds, and somebody waits for these two.
  critique: { max_latency_ms: 9_000, hedge_after_ms: 6_000 },
  word_recommendation: { max_latency_ms: 9_000, hedge_after_ms: 6_000, max_input_tokens: 30_000 },
  verification: { max_latency_ms: 8_000 },
  // Nobody waits at a screen, and the words themselves are what is wanted.
  ad_copy: { max_latency_ms: 15_000, max_input_tokens: 30_000 },
  judge: { max_latency_ms: 20_000 },
};

/** The route of a task. */
export function routeOf(task: string): Route {
  return { ...usual, ...(Object.hasOwn(routes, task) ? routes[task] : {}) };
}
