import { z } from 'zod';

const groupSchema = z.object({
  ...{ cost: z.number(), calls: z.number(), cached: z.number().default(0), failed: z.number().default(0) },
  tokens: z.number().default(0),
});
const groupsSchema = z.record(z.string(), groupSchema).default({});
/** Costs by the names of a group; US dollars. */
export type CostGroups = z.infer<typeof groupsSchema>;

/** What language models cost in a range of days, and what a month would cost; US dollars. */
export const costViewSchema = z.object({
  period: z.object({ start: z.string(), end: z.string() }),
  ...{ total_cost: z.number(), total_calls: z.number(), avg_cost_per_call: z.number() },
  ...{ cost_per_execution: z.number(), executions: z.number() },
  ...{ by_operation: groupsSchema, by_model: groupsSchema, by_prompt: groupsSchema },
  ...{ by_day: groupsSchema, by_campaign: groupsSchema },
  projection: z.object({
    recommendations: z.number(),
    components: z.record(z.string(), z.number()),
    total_usd: z.number(),
  }),
});
/** What language models cost. */
export type CostView = z.infer<typeof costViewSchema>;

const text = z.string().nullish().default(null);
/** The budgets with what is used of them. */
export const budgetsViewSchema = z.object({
  data: z.array(
    z.object({
      ...{ scope: z.enum(['run', 'day', 'month']), limit_usd: z.number(), alert_at_pct: z.number() },
      used_usd: z.number().nullish().default(null),
      updated_by_email: text,
    }),
  ),
});
/** A budget with what is used of it; null for a run, which has its own each time. */
export type BudgetView = z.infer<typeof budgetsViewSchema>['data'][number];

/** Prices of models in US dollars per million tokens; `effective_on` null for the defaults. */
export const pricesViewSchema = z.object({
  data: z.array(
    z.object({
      ...{ model: z.string(), effective_on: text, input_usd: z.number(), output_usd: z.number() },
      created_by_email: text,
    }),
  ),
});
