import { z } from 'zod';
import { currencySchema } from '../../../contracts/money.ts';

/** How the spend of a campaign stands against its plan for the month. Amounts in minor units; dates in the account's time zone. */
export const paceReportSchema = z.object({
  campaign_id: z.string(),
  campaign_name: z.string(),
  currency: currencySchema,
  at: z.string(),
  month: z.string().describe('such as 2026-11'),
  plan_minor: z
    .int()
    .nullable()
    .describe('what shall be spent in the month; null when neither plan nor budget is known'),
  plan_source: z
    .enum(['given', 'daily_budget'])
    .describe('the daily budget for each day of the month, unless a plan was given'),
  tolerance_pct: z.number(),
  days_over: z.int().describe('full days of the month that are over, since the campaign has data'),
  days_left: z.int().describe('days of the month that are not over, today included'),
  spent_minor: z.int().describe('on the full days of the month'),
  planned_to_date_minor: z.int().nullable().describe('the share of the plan that belongs to those days'),
  pace_pct: z.number().nullable().describe('spent of planned to date; 100 is on plan'),
  yesterday: z.object({ dt: z.string(), spent_minor: z.int(), of_daily_budget_pct: z.number().nullable() }).nullable(),
  daily_budget_minor: z.int().nullable(),
  run_rate_minor: z.int().nullable().describe('mean spend of the last 7 full days'),
  of_daily_budget_pct: z.number().nullable().describe('run rate of the daily budget'),
  projected_minor: z.int().nullable().describe('spent at the end of the month if it goes on like this'),
  projected_pct: z.number().nullable().describe('projected of plan'),
  status: z.enum(['on_track', 'under', 'over', 'unknown']),
  statement: z.string(),
});
/** How the spend of a campaign stands against its plan. */
export type PaceReport = z.infer<typeof paceReportSchema>;
