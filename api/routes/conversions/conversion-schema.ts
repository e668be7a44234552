import { z } from 'zod';
import { conversionEventSchema } from '../../../contracts/conversion.ts';
import { platformSchema } from '../../../contracts/platform.ts';
import { moment } from '../../operation/paging.ts';

/** A batch of conversions for one destination of one account. */
export const conversionBatchSchema = z.strictObject({
  account: z.string().min(1).max(255).describe('the ad account: our uuid, or external_id'),
  destination: z.string().min(1).max(128).describe('pixel, dataset, conversion action or rule'),
  events: z
    .array(conversionEventSchema)
    .min(1)
    .max(500)
    .refine((events) => new Set(events.map((each) => each.event_id)).size === events.length, 'each event once'),
});

/** What became of one conversion. Of whoever made it, nothing is known here. */
export const conversionSchema = z.object({
  id: z.uuid(),
  ad_account_id: z.uuid(),
  account_name: z.string(),
  platform: platformSchema,
  destination: z.string(),
  event_id: z.string(),
  event_name: z.string(),
  happened_at: moment,
  value_minor: z.int().nullable(),
  currency: z.string().nullable(),
  /** `later`: not sent yet, or the platform wants it later; `reason` says which. */
  state: z.enum(['accepted', 'refused', 'later']),
  code: z.string().nullable(),
  reason: z.string().nullable(),
  attempts: z.int().describe('how often it was sent'),
  platform_request_id: z.string().nullable(),
  execution_id: z.uuid().nullable(),
  updated_at: moment,
});
