import { z } from 'zod';
import { platformSchema } from '../../../contracts/platform.ts';
import { moment } from '../../operation/paging.ts';
import { failureSchema } from '../ad-accounts/account-schema.ts';

/** Some days in a row of one campaign that are not in our tables although they should be. */
const gapSchema = z.object({
  campaign_id: z.string(),
  campaign_name: z.string(),
  since: z.iso.date(),
  until: z.iso.date(),
  days: z.int().positive(),
  /** `unread`: never read. `figures_lost`: it was read and had figures, and they are not there any more. */
  reason: z.enum(['unread', 'figures_lost']),
});

/** One stream of an ad account: how far it has come, how old it is, what is missing. */
export const syncStreamSchema = z.object({
  id: z.uuid(),
  ad_account_id: z.uuid(),
  account_name: z.string(),
  external_id: z.string(),
  platform: platformSchema,
  stream: z.enum(['entities', 'audiences', 'daily_metrics']),
  status: z.enum(['idle', 'running', 'failed']),
  backfill_from: z.iso.date().nullable().describe('the first day that is wanted'),
  complete_until: z.iso.date().nullable().describe('no day is missing up to and with this one'),
  today: z.iso.date().describe('today in the time zone of the account; its figures are partial'),
  lag_hours: z.number().nullable().describe('how long ago the last complete run ended; null before the first'),
  rows_read: z.int().describe('of the run that is under way, or of the last one'),
  rows_changed: z.int().describe('of these, new or not as they were'),
  rows_restated: z.int().describe('of these, days that had other figures before'),
  days_left: z.int().nullable().describe('campaign days that the run still has to read; null when none is under way'),
  started_at: moment.nullable(),
  finished_at: moment.nullable(),
  succeeded_at: moment.nullable(),
  error: failureSchema.nullable().describe('of the last run; also set where some campaigns could not be read'),
  execution_id: z.uuid().nullable(),
  gaps: z
    .object({
      days: z.int().describe('campaign days before today that are missing'),
      campaigns: z.int(),
      ranges: z.array(gapSchema).describe('the newest 20'),
    })
    .nullable()
    .describe('only of daily_metrics'),
});
