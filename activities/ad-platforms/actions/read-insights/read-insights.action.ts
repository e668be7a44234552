import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { insightRowSchema } from '../../../../contracts/ad-platform.ts';
import { currencySchema } from '../../../../contracts/money.ts';

/** Reads a campaign's insights from the platform for the last days, today included; dates in the account's time zone. */
export const readInsights = defineAction({
  agent: 'AdPlatformAgent',
  action: 'read_insights',
  effect: 'read',
  summary: 'Reads daily or hourly insights of a campaign from the ad platform.',
  params: z.object({
    campaign_id: z.string().min(1),
    days: z.int().min(1).max(365).default(28),
    grain: z.enum(['day', 'hour']).default('day'),
  }),
  output: z.object({
    campaign_id: z.string(),
    currency: currencySchema,
    since: z.iso.date(),
    until: z.iso.date(),
    grain: z.enum(['day', 'hour']),
    rows: z.array(insightRowSchema),
  }),
  timeout_seconds: 60,
  needs: ['read_insights'],
});
