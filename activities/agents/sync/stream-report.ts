import { z } from 'zod';
import { defaultRetry } from '../../../contracts/action.ts';
import { platformSchema } from '../../../contracts/platform.ts';

/** The account that is read: our id of it, or the platform's where only one account has it. */
export const accountParam = z.string().min(1).max(255).describe('the ad account: our id, or the platform’s');

/** A campaign that could not be read; the others were. */
export const leftOutSchema = z.object({ campaign_id: z.string(), code: z.string(), message: z.string() });
/** A campaign that could not be read. */
export type LeftOut = z.infer<typeof leftOutSchema>;

/** What every run of a stream tells. Counts are those of the whole run, attempts that were cut short included. */
export const streamReport = {
  account_id: z.string().describe('the platform’s id of the account'),
  platform: platformSchema,
  rows_read: z.int(),
  rows_changed: z.int().describe('new, or other than before'),
  resumed: z.boolean().describe('it went on where an earlier attempt had stopped'),
};

/** A platform that asks to wait, or that is away, is asked again over some minutes; what was read until then is kept. */
export const patience = { ...defaultRetry, max_attempts: 8, initial_interval_seconds: 2, max_interval_seconds: 120 };
