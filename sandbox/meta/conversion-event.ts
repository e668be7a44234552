import { z } from 'zod';

const sha256 = /^[0-9a-f]{64}$/;
const hash = z.string().regex(sha256, 'must be a SHA-256 hash in lower-case hex');
const hashes = z.union([hash, z.array(hash).min(1)]).optional();
/** What must come as it is: a hash here is a mistake that the platform cannot make good. */
const plain = z
  .string()
  .min(1)
  .refine((text) => !sha256.test(text), 'must not be hashed')
  .optional();

const userSchema = z
  .strictObject({
    em: hashes,
    ph: hashes,
    fn: hashes,
    ln: hashes,
    ge: hashes,
    db: hashes,
    ct: hashes,
    st: hashes,
    zp: hashes,
    country: hashes,
    external_id: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).optional(),
    client_ip_address: plain,
    client_user_agent: plain,
    /** The click id keeps its case; one further part behind a dot is taken. */
    fbc: z
      .string()
      .regex(/^fb\.\d\.\d{13}\.[^.]+(\.[^.]+)?$/, 'must be fb.<index>.<milliseconds>.<fbclid>')
      .optional(),
    fbp: z
      .string()
      .regex(/^fb\.\d\.\d{13}\.\d+(\.[^.]+)?$/, 'must be fb.<index>.<milliseconds>.<random>')
      .optional(),
    subscription_id: plain,
    fb_login_id: plain,
    lead_id: z.union([z.string(), z.int()]).optional(),
    anon_id: plain,
    madid: plain,
    ctwa_clid: plain,
    page_id: plain,
    page_scoped_user_id: plain,
  })
  .refine((user) => Object.keys(user).length > 0, 'has no identifier');

const contentSchema = z.strictObject({
  id: z.string(),
  quantity: z.number().optional(),
  item_price: z.number().optional(),
});
const customSchema = z
  .looseObject({
    value: z.number().optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'must be an ISO code in capitals')
      .optional(),
    order_id: z.string().optional(),
    content_ids: z.array(z.string()).optional(),
    contents: z.array(contentSchema).optional(),
    content_type: z.string().optional(),
    num_items: z.number().optional(),
  })
  .refine(({ value, currency }) => value === undefined || currency !== undefined, 'value needs a currency');

/** One event of the Conversions API. */
export const conversionEventSchema = z
  .strictObject({
    event_name: z.string().min(1),
    event_time: z.int().positive(),
    action_source: z.enum([
      'website',
      'app',
      'email',
      'phone_call',
      'chat',
      'physical_store',
      'system_generated',
      'business_messaging',
      'other',
    ]),
    event_id: z.string().min(1).optional(),
    event_source_url: z.url().optional(),
    user_data: userSchema,
    custom_data: customSchema.optional(),
    opt_out: z.boolean().optional(),
    data_processing_options: z.array(z.string()).optional(),
    data_processing_options_country: z.int().optional(),
    data_processing_options_state: z.int().optional(),
    referrer_url: z.string().optional(),
    attribution_data: z.json().optional(),
    original_event_data: z.json().optional(),
  })
  .refine(
    ({ action_source, event_source_url, user_data }) =>
      action_source !== 'website' || (event_source_url !== undefined && user_data.client_user_agent !== undefined),
    'an event of a website needs event_source_url and user_data.client_user_agent',
  );
/** One event. */
export type ConversionEvent = z.infer<typeof conversionEventSchema>;

/** The identifiers of an event under the platform’s own names, exactly as they came. */
export function identifiersOf(user: ConversionEvent['user_data']): Record<string, string[]> {
  const entries = Object.entries(user).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [value].flat().map(String)]],
  );
  return Object.fromEntries(entries);
}
