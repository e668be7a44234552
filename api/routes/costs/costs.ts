import { z } from 'zod';
import { callCost, projectMonth, usualProjection } from '../../../contracts/model-cost.ts';
import { sumCalls } from '../../../db/queries/llm-calls.ts';
import { readPrices } from '../../../db/queries/llm-prices.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';

const groupSchema = z.object({
  cost: z.number().describe('US dollars'),
  calls: z.int(),
  cached: z.int(),
  failed: z.int(),
  tokens: z.number(),
  saved: z.number().describe('US dollars that earlier answers and batches saved'),
});
const groupsSchema = z.record(z.string(), groupSchema);
const count = (usual: number, most: number) => z.coerce.number().min(0).max(most).default(usual);
const share = (usual: number) => z.coerce.number().min(0).max(1).default(usual);

const reportSchema = z.object({
  period: z.object({ start: z.iso.date(), end: z.iso.date() }),
  total_cost: z.number(),
  total_calls: z.int(),
  avg_cost_per_call: z.number().describe('0 when there were no calls'),
  cost_per_execution: z.number().describe('of executions that asked a model; 0 when none did'),
  executions: z.int(),
  saved_by_cache: z.number().describe('US dollars that calls would have cost which an earlier answer served'),
  saved_by_batch: z.number().describe('US dollars that calls in a batch would have cost more by themselves'),
  by_operation: groupsSchema,
  by_model: groupsSchema,
  by_prompt: groupsSchema,
  by_day: groupsSchema,
  by_campaign: groupsSchema.describe('by campaign_id; what belongs to none under the empty name'),
  projection: z.object({
    recommendations: z.number(),
    components: z.record(z.string(), z.number()),
    total_usd: z.number().describe('US dollars a month'),
  }),
});

type Sum = Awaited<ReturnType<typeof sumCalls>>[number];

function toGroups(rows: readonly Sum[]) {
  return Object.fromEntries(
    rows.map(({ key, cost_usd, calls, cached, failed, tokens, saved_by_cache_usd, saved_by_batch_usd }) => [
      key,
      { cost: cost_usd, calls, cached, failed, tokens, saved: saved_by_cache_usd + saved_by_batch_usd },
    ]),
  );
}

/** What calls of language models cost in a range of days, by operation, model, prompt and day, and what a month would cost. */
export const showCosts = defineOperation({
  method: 'get',
  path: '/v2/costs',
  id: 'show_costs',
  tag: 'models',
  summary: 'Report what language models cost, and project a month.',
  access: 'models:read',
  params: nothing,
  query: z.strictObject({
    start: z.iso.date().optional().describe('first UTC day; 30 days ago when left out'),
    end: z.iso.date().optional().describe('last UTC day; today when left out'),
    model: z.string().max(200).default('gpt-4o').describe('whose price the projection takes'),
    campaigns: count(usualProjection.campaigns, 1e6),
    recommendations_per_campaign: count(usualProjection.recommendations_per_campaign, 1e4),
    collection_tokens: count(usualProjection.collection_tokens, 1e7),
    analysis_tokens: count(usualProjection.analysis_tokens, 1e7),
    recommendation_tokens: count(usualProjection.recommendation_tokens, 1e7),
    critique_tokens: count(usualProjection.critique_tokens, 1e7),
    judge_tokens: count(usualProjection.judge_tokens, 1e7),
    critique_share: share(usualProjection.critique_share),
    judge_share: share(usualProjection.judge_share),
    infrastructure_usd: count(usualProjection.infrastructure_usd, 1e7),
  }),
  body: noBody,
  responses: { 200: { description: 'The report.', schema: reportSchema } },
  errors: [],
  async handle({ query, inTenant }) {
    const { start, end, model, ...figures } = query;
    const last = end ?? new Date().toISOString().slice(0, 10);
    const to = new Date(Date.parse(last) + 86_400_000);
    const first = start ?? new Date(to.getTime() - 30 * 86_400_000).toISOString().slice(0, 10);
    const range = { from: new Date(first), to };
    const report = await inTenant(async (tx) => {
      const prices = await readPrices(tx, last);
      const perMillion = {
        input_usd: callCost(model, 1e6, 0, prices).cost_usd,
        output_usd: callCost(model, 0, 1e6, prices).cost_usd,
      };
      const days = await sumCalls(tx, { ...range, by: 'day' });
      const [all] = await sumCalls(tx, { ...range, by: 'all' });
      const total_cost = all?.cost_usd ?? 0;
      const total_calls = all?.calls ?? 0;
      const executions = all?.executions ?? 0;
      return {
        ...{ period: { start: first, end: last }, total_cost, total_calls, executions },
        ...{ saved_by_cache: all?.saved_by_cache_usd ?? 0, saved_by_batch: all?.saved_by_batch_usd ?? 0 },
        avg_cost_per_call: total_calls === 0 ? 0 : total_cost / total_calls,
        cost_per_execution: executions === 0 ? 0 : total_cost / executions,
        by_operation: toGroups(await sumCalls(tx, { ...range, by: 'task' })),
        by_model: toGroups(await sumCalls(tx, { ...range, by: 'model' })),
        by_prompt: toGroups(await sumCalls(tx, { ...range, by: 'prompt' })),
        by_day: toGroups(days),
        by_campaign: toGroups(await sumCalls(tx, { ...range, by: 'campaign' })),
        projection: projectMonth({ ...figures, price: perMillion }),
      };
    });
    return json(200, report);
  },
});
