import { z } from 'zod';
import { currencySchema, minorUnitsSchema } from './money.ts';

/**
 * A conversion that happened outside the platform, as a system of the customer's reports it. Personal identifiers come in the
 * clear, are normalised and hashed with SHA-256 by the adapter in the form that its platform wants, and are stored nowhere.
 */
export const conversionEventSchema = z.strictObject({
  event_id: z.string().min(1).max(128).describe('the same id again counts once'),
  event_name: z.enum(['purchase', 'lead', 'sign_up', 'add_to_cart', 'page_view', 'other']),
  happened_at: z.iso.datetime({ offset: true }),
  value_minor: minorUnitsSchema.nullable(),
  currency: currencySchema.nullable(),
  order_id: z.string().nullable(),
  source: z.enum(['website', 'app', 'phone_call', 'physical_store', 'crm']),
  page_url: z.url().nullable(),
  /** Click ids exactly as they came: never lower-cased, never hashed. */
  click_ids: z.strictObject({
    fbclid: z.string().optional(),
    fbc: z.string().optional(),
    fbp: z.string().optional(),
    gclid: z.string().optional(),
    gbraid: z.string().optional(),
    wbraid: z.string().optional(),
    li_fat_id: z.string().optional(),
    ttclid: z.string().optional(),
    ttp: z.string().optional(),
  }),
  person: z.strictObject({
    email: z.string().optional(),
    phone: z.string().optional().describe('E.164 with +'),
    first_name: z.string().optional(),
    last_name: z.string().optional(),
    city: z.string().optional(),
    postal_code: z.string().optional(),
    country: z.string().length(2).optional(),
    external_id: z.string().optional(),
    ip_address: z.string().optional(),
    user_agent: z.string().optional(),
  }),
  /** What the person agreed to; an event without consent to ads is not sent. */
  consent: z.strictObject({ ad_user_data: z.boolean(), ad_personalization: z.boolean() }),
});
/** A conversion that happened outside the platform. */
export type ConversionEvent = z.infer<typeof conversionEventSchema>;

/** What became of a batch: every event is in exactly one of the lists. */
export const conversionReportSchema = z.object({
  accepted: z.array(z.string()).describe('event ids that the platform took, or already had'),
  refused: z.array(z.object({ event_id: z.string(), code: z.string(), reason: z.string() })),
  /** Ids that may be sent later, such as a conversion that is too fresh for the click to be known. */
  later: z.array(z.object({ event_id: z.string(), after_seconds: z.int().positive(), reason: z.string() })),
  platform_request_id: z.string().nullable(),
});
/** What became of a batch of conversions. */
export type ConversionReport = z.infer<typeof conversionReportSchema>;
