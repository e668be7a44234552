import { z } from 'zod';
import { defaultRetry, defineAction } from '../../../../contracts/action.ts';
import { conversionEventSchema, conversionReportSchema } from '../../../../contracts/conversion.ts';

/** What names a person comes hashed, because parameters of a playbook are kept in its history. */
const hashed = z
  .string()
  .regex(/^[0-9a-f]{64}$/i, 'a SHA-256 in hex: what names a person is not given to a playbook in the clear');
const people = conversionEventSchema.shape.person;
const hashedPersonSchema = z.strictObject({
  email: z.exactOptional(hashed),
  phone: z.exactOptional(hashed),
  first_name: z.exactOptional(hashed),
  last_name: z.exactOptional(hashed),
  city: z.exactOptional(hashed),
  postal_code: z.exactOptional(hashed),
  external_id: z.exactOptional(hashed),
  country: people.shape.country,
  user_agent: people.shape.user_agent,
});

/**
 * Tells the platform of a campaign’s account of conversions that happened elsewhere. An event is known by its id: one that the
 * platform has taken is not sent again, and one that it wants later is sent again by itself. Nothing is sent of people who did
 * not agree, and nothing of a person is stored.
 */
export const sendConversions = defineAction({
  agent: 'AdPlatformAgent',
  action: 'send_conversions',
  effect: 'notify',
  summary: 'Tells the ad platform of conversions that happened elsewhere.',
  params: z.object({
    campaign_id: z.string().min(1).describe('a campaign of the account'),
    destination: z.string().min(1).describe('pixel, dataset, conversion action or rule'),
    events: z
      .array(conversionEventSchema.extend({ person: hashedPersonSchema }))
      .min(1)
      .max(1_000)
      .refine((events) => new Set(events.map((each) => each.event_id)).size === events.length, 'each event once'),
  }),
  output: z.object({
    sent: z.boolean().describe('false in shadow and dry runs'),
    accepted: z.array(z.string()).describe('ids that the platform took'),
    already: z.array(z.string()).describe('ids that it had taken before; not sent'),
    refused: conversionReportSchema.shape.refused,
    platform_request_id: z.string().nullable(),
  }),
  needs: ['send_conversions'],
  timeout_seconds: 120,
  retry: { ...defaultRetry, max_attempts: 12, max_interval_seconds: 3_600 },
});
