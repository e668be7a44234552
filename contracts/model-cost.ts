/** What a model costs, US dollars per million tokens. */
export type ModelPrice = { readonly input_usd: number; readonly output_usd: number };

/**
 * Prices that hold until a tenant enters others with a date. The first three are the ones that the product was specified
 * with; the rest are vendors' list prices of November 2026.
 */
export const defaultModelPrices: Readonly<Record<string, ModelPrice>> = {
  'gpt-4o': { input_usd: 0.15, output_usd: 0.6 },
  'gpt-4o-mini': { input_usd: 0.03, output_usd: 0.12 },
  'claude-3-5-sonnet': { input_usd: 0.15, output_usd: 0.6 },
  'grok-4.6': { input_usd: 2, output_usd: 6 },
  'grok-4.5': { input_usd: 2, output_usd: 6 },
  'claude-opus-5-5': { input_usd: 4, output_usd: 20 },
  'claude-sonnet-5-5': { input_usd: 2, output_usd: 10 },
  'claude-haiku-5-5': { input_usd: 0.1, output_usd: 0.5 },
  'claude-haiku-4-5': { input_usd: 1, output_usd: 5 },
  'gpt-6-sol': { input_usd: 2, output_usd: 10 },
  'gpt-6.1-terra': { input_usd: 1, output_usd: 5 },
  'gpt-6-luna': { input_usd: 0.1, output_usd: 0.5 },
};

/** The price of a model that is in no table: that of `gpt-4o`. */
export const usualModelPrice: ModelPrice = { input_usd: 0.15, output_usd: 0.6 };

/**
 * The cost of a call in US dollars. `entered` are the tenant's own prices, which go before the defaults; `known` is false
 * when the model is in neither table and the usual price was taken.
 */
export function callCost(
  model: string,
  input_tokens: number,
  output_tokens: number,
  entered: ReadonlyMap<string, ModelPrice> = new Map(),
) {
  const listed = Object.hasOwn(defaultModelPrices, model) ? defaultModelPrices[model] : undefined;
  const price = entered.get(model) ?? listed;
  const { input_usd, output_usd } = price ?? usualModelPrice;
  return { cost_usd: (input_tokens * input_usd + output_tokens * output_usd) / 1e6, known: price !== undefined };
}

/** What a month is projected from: so many campaigns, analysed so often, with so many tokens each. */
export type ProjectionInput = {
  readonly campaigns: number;
  readonly recommendations_per_campaign: number;
  readonly collection_tokens: number;
  readonly analysis_tokens: number;
  readonly recommendation_tokens: number;
  readonly critique_tokens: number;
  /** Shares of the recommendations, 0–1, that are criticised by a model, and that are judged offline. */
  readonly critique_share: number;
  readonly judge_share: number;
  readonly judge_tokens: number;
  readonly infrastructure_usd: number;
  readonly price: ModelPrice;
};

/** The figures that the product was specified with: 100 campaigns, one recommendation a week each. */
export const usualProjection: ProjectionInput = {
  campaigns: 100,
  recommendations_per_campaign: 4,
  collection_tokens: 5_000,
  analysis_tokens: 7_000,
  recommendation_tokens: 1_500,
  critique_tokens: 3_000,
  critique_share: 0.5,
  judge_share: 0.25,
  judge_tokens: 5_000,
  infrastructure_usd: 200,
  price: usualModelPrice,
};

/** Computes a month's cost in US dollars, component by component; only what a model writes counts at its output price. */
export function projectMonth(input: ProjectionInput) {
  const count = input.campaigns * input.recommendations_per_campaign;
  const at = (share: number, tokens: number, usd_per_million: number) =>
    (count * share * tokens * usd_per_million) / 1e6;
  const components = {
    context_collection: at(1, input.collection_tokens, input.price.input_usd),
    signal_analysis: at(1, input.analysis_tokens, input.price.input_usd),
    recommendation: at(1, input.recommendation_tokens, input.price.output_usd),
    critique: at(input.critique_share, input.critique_tokens, input.price.input_usd),
    judge: at(input.judge_share, input.judge_tokens, input.price.input_usd),
    infrastructure: input.infrastructure_usd,
  };
  const total_usd = Object.values(components).reduce((sum, usd) => sum + usd, 0);
  return { recommendations: count, components, total_usd };
}

/** What a budget for language models counts over. */
export const budgetScopes = ['run', 'day', 'month'] as const;
/** What a budget for language models counts over. */
export type BudgetScope = (typeof budgetScopes)[number];

/**
 * Limits that hold until a tenant sets others, in millionths of a US dollar. People are told at so many percent: $100 a day.
 */
export const defaultBudgets: Readonly<
  Record<BudgetScope, { readonly limit_micro_usd: number; readonly alert_at_pct: number }>
> = {
  run: { limit_micro_usd: 1_000_000, alert_at_pct: 100 },
  day: { limit_micro_usd: 125_000_000, alert_at_pct: 80 },
  month: { limit_micro_usd: 500_000_000, alert_at_pct: 80 },
};

/** US dollars as whole millionths, rounded up, so that nothing costs nothing. */
export function toMicroUsd(usd: number): number {
  return Math.ceil(usd * 1e6 - 1e-9);
}
