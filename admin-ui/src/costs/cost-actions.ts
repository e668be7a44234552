import { z } from 'zod';
import type { HttpClient } from '../server/http-client.ts';
import { type BudgetView, budgetsViewSchema, costViewSchema, pricesViewSchema } from './cost-view.ts';

/** What models cost and may cost. Each throws ServerProblem. */
export function createCostActions(http: HttpClient, newKey: () => string) {
  const keyed = (body: object) => ({ method: 'POST' as const, body, headers: { 'Idempotency-Key': newKey() } });
  return {
    costs: (query: Readonly<Record<string, string>>) =>
      http.request(`/v2/costs?${new URLSearchParams(query)}`, costViewSchema),
    budgets: async () => (await http.request('/v2/llm-budgets', budgetsViewSchema)).data,
    setBudget: (wish: Pick<BudgetView, 'scope' | 'limit_usd' | 'alert_at_pct'>) =>
      http.request('/v2/llm-budgets', budgetsViewSchema, keyed(wish)),
    prices: async () => (await http.request('/v2/llm-prices', pricesViewSchema)).data,
    setPrice: (wish: { model: string; effective_on: string; input_usd: number; output_usd: number }) =>
      http.request('/v2/llm-prices', z.unknown(), keyed(wish)),
  };
}
