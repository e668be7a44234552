import { z } from 'zod';
import type { Call } from '../door/call.ts';
import type { Scene } from '../door/personality.ts';
import type { Reply } from '../door/reply.ts';
import type { ReceivedConversion } from '../world/conversion-book.ts';
import { badParameter, codes, failure, ok } from './envelope.ts';
import { parametersOf } from './parameters.ts';

const LARGEST_BATCH = 1000;
/** A clock may be so far ahead, in seconds. */
const LEEWAY = 60;

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'Must be a SHA-256 hash in lower-case hex');
const hashes = z.union([hash, z.array(hash).min(1)]).optional();
const lower = z
  .string()
  .regex(/^[^\sA-Z]+$/, 'Must be lower-case and without spaces')
  .optional();
const userSchema = z.strictObject({
  email: hashes,
  phone: hashes,
  external_id: hashes,
  first_name: hash.optional(),
  last_name: hash.optional(),
  zip_code: hash.optional(),
  city: lower,
  state: lower,
  country: lower,
  ttclid: z.string().optional(),
  ttp: z.string().optional(),
  ip: z.string().optional(),
  user_agent: z.string().optional(),
  locale: z.string().optional(),
});
const contentSchema = z.strictObject({
  content_id: z.string().optional(),
  price: z.number().optional(),
  quantity: z.number().optional(),
  content_name: z.string().optional(),
  brand: z.string().optional(),
});
const eventSchema = z.strictObject({
  event: z.string().min(1),
  event_time: z.int().positive(),
  event_id: z.string().min(1).optional(),
  user: userSchema,
  properties: z
    .strictObject({
      value: z.number().nonnegative().optional(),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .optional(),
      contents: z.array(contentSchema).optional(),
      content_type: z.string().optional(),
      order_id: z.string().optional(),
      query: z.string().optional(),
    })
    .optional(),
  page: z.strictObject({ url: z.string(), referrer: z.string().optional() }).optional(),
  lead: z.strictObject({ lead_id: z.string(), lead_event_source: z.string().optional() }).optional(),
  limited_data_use: z.boolean().optional(),
});
type Event = z.infer<typeof eventSchema>;
const requestSchema = z.strictObject({
  event_source: z.enum(['web', 'app', 'offline', 'crm']),
  event_source_id: z.string().min(1),
  test_event_code: z.string().optional(),
  data: z.array(eventSchema).min(1).max(LARGEST_BATCH),
});

function identifiersOf(user: Event['user']): Record<string, string[]> {
  const entries = Object.entries(user).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value : [value]]],
  );
  return Object.fromEntries(entries);
}

function received(event: Event, wire: unknown, destination: string, call: Call, scene: Scene): ReceivedConversion {
  const event_id = event.event_id ?? `${event.event_time}:${JSON.stringify(event.user)}`;
  return {
    platform: 'tiktok_ads',
    account_id: scene.account.external_id,
    destination,
    event_id,
    event_name: event.event,
    at: new Date(event.event_time * 1000).toISOString(),
    value: event.properties?.value ?? null,
    currency: event.properties?.currency ?? null,
    identifiers: identifiersOf(event.user),
    wire: z.json().parse(wire),
    request_id: call.request_id,
    counts_by: `${event.event}:${event_id}`,
  };
}

/**
 * `POST event/track/`: at most 1 000 events, taken or refused together. The same source, event and `event_id` again is taken and
 * counts once. Refuses identifiers that should be hashed and are not, times in milliseconds or in the future, and a source that
 * is not of the account.
 */
export function trackEvents(call: Call, scene: Scene): Reply {
  const given = parametersOf(call, requestSchema);
  const sources = scene.account.conversion_destinations;
  if (sources.length > 0 && !sources.includes(given.event_source_id)) {
    return failure(codes.no_permission, `No permission to operate event_source_id ${given.event_source_id}`);
  }
  const now = scene.world.clock.now() / 1000;
  const wires: unknown = call.body;
  const raw =
    typeof wires === 'object' && wires !== null && 'data' in wires && Array.isArray(wires.data) ? wires.data : [];
  const events = given.data.map((event, index) => {
    if (event.event_time > now + LEEWAY)
      throw badParameter(`data.${index}.event_time: Lies in the future (unix seconds)`);
    if (given.event_source === 'web' && event.page === undefined)
      throw badParameter(`data.${index}.page: Is needed for web`);
    if (Object.keys(event.user).length === 0) throw badParameter(`data.${index}.user: Has no identifier`);
    return received(event, raw[index], given.event_source_id, call, scene);
  });
  scene.world.conversions.receive(events);
  return ok({});
}
