import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { accountParam, leftOutSchema, patience, streamReport } from './stream-report.ts';

/**
 * Reads the days of an account that are not known yet, that are missing, or whose conversions may not all be in: newest first,
 * so that what playbooks decide by is there before the history is. A day is today's until it ends in the account's time zone.
 */
export const syncDailyMetrics = defineAction({
  agent: 'SyncAgent',
  action: 'sync_daily_metrics',
  effect: 'propose',
  summary: 'Reads the daily figures of every campaign of an ad account: new days, late conversions and gaps.',
  params: z.object({
    account_id: accountParam,
    backfill_days: z.int().min(1).max(1_100).default(90).describe('how far back the first run goes, today included'),
    window_days: z.int().min(1).max(90).default(30).describe('how many days one request asks for at most'),
  }),
  output: z.object({
    ...streamReport,
    since: z.iso.date().describe('the first day that is wanted'),
    until: z.iso.date().describe('today in the account’s time zone; its figures are partial'),
    complete_until: z.iso.date().nullable().describe('no day is missing up to and with this one'),
    windows_read: z.int(),
    rows_restated: z.int().describe('days that had other figures before'),
    gap_days_found: z.int().describe('campaign days missing among those that were complete; read again'),
    failed: z.array(leftOutSchema),
  }),
  timeout_seconds: 3_600,
  heartbeat_seconds: 15,
  retry: patience,
  needs: ['read_insights'],
});
