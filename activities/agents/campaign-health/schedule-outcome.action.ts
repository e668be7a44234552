import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { appliedChangeSchema } from '../../../contracts/change-set.ts';

/**
 * Plans the measurement of what an applied change brings, three days later unless said otherwise. With `track_unchanged` it
 * is also measured what happened although nothing was changed: after watching, a no, or in the shadow. The same execution
 * plans once.
 */
export const scheduleOutcome = defineAction({
  agent: 'CampaignHealthAgent',
  action: 'schedule_outcome',
  effect: 'propose',
  summary: 'Plans the measurement of what the applied change brings.',
  params: z.object({
    campaign_id: z.string().min(1),
    recommendation_id: z.uuid().nullish().describe('what the change followed; left out when nothing was recorded'),
    metric: z.enum(['cpa', 'cpc', 'cpm', 'ctr', 'conversion_rate', 'conversions', 'spend']).default('cpa'),
    direction: z.enum(['increase', 'decrease']).default('decrease'),
    window_days: z.int().min(1).max(28).default(3),
    track_unchanged: z.boolean().default(false).describe('plans it although nothing was applied'),
    change: appliedChangeSchema.nullish().describe('what was applied; nothing is planned when it was not, unless told'),
  }),
  output: z.object({ outcome_id: z.uuid().nullable(), measure_at: z.string().nullable() }),
});
