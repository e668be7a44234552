import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';

/**
 * Copies a campaign's insights and its current state into our tables. Every row is written by its key, so that a repeated
 * sync restates the days instead of adding to them: conversions arrive late, up to the attribution window.
 */
export const syncInsights = defineAction({
  agent: 'AdPlatformAgent',
  action: 'sync_insights',
  effect: 'propose',
  summary: 'Copies insights and the current state of a campaign from the ad platform into the database.',
  params: z.object({ campaign_id: z.string().min(1), days: z.int().min(1).max(365).default(90) }),
  output: z.object({
    campaign_id: z.string(),
    since: z.iso.date(),
    until: z.iso.date(),
    daily_rows: z.int(),
    hourly_rows: z.int(),
    ad_sets: z.int(),
    ads: z.int(),
  }),
  timeout_seconds: 120,
  needs: ['read_insights'],
});
