import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { paceReportSchema } from './pace-report.ts';

/** Compares the spend of a campaign with its plan for the month. Throws CAMPAIGN_NOT_FOUND; what cannot be told is `unknown`. */
export const checkPace = defineAction({
  agent: 'PacingAgent',
  action: 'check',
  effect: 'read',
  summary:
    'Compares the spend of a campaign with its plan for the day and the month, and projects the end of the month.',
  params: z.object({
    campaign_id: z.string().min(1),
    monthly_budget_minor: z
      .int()
      .positive()
      .nullish()
      .describe('the plan for the month in minor units; without it the daily budget for each day'),
    tolerance_pct: z.number().min(0).max(50).default(5).describe('how far off the plan is still on track, percent'),
    at: z.iso.datetime({ offset: true }).nullish().describe('the moment to look at; now when left out'),
  }),
  output: paceReportSchema,
});
