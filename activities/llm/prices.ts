/** US dollars per million tokens. */
type Price = { readonly input_usd: number; readonly output_usd: number };

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
