/** US dollars per million tokens. */
type Price = { readonly input_usd: number; readonly output_usd: number };

/** The date from which the table holds. Vendors change prices; the table is the product's own and is checked against no list. */
export const pricesEffectiveFrom = '2026-01-01';

const prices: Readonly<Record<string, Price>> = {
  'gpt-4o': { input_usd: 0.15, output_usd: 0.6 },
  'gpt-4o-mini': { input_usd: 0.03, output_usd: 0.12 },
  'claude-3-5-sonnet': { input_usd: 0.15, output_usd: 0.6 },
};
const usual: Price = { input_usd: 0.15, output_usd: 0.6 };

/** The cost of a call in US dollars; `known` is false when the model is not in the table and the usual price was taken. */
export function callCost(model: string, input_tokens: number, output_tokens: number) {
  const price = Object.hasOwn(prices, model) ? prices[model] : undefined;
  const { input_usd, output_usd } = price ?? usual;
  return { cost_usd: (input_tokens * input_usd + output_tokens * output_usd) / 1e6, known: price !== undefined };
}
