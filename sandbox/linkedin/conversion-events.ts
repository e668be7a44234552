import { z } from 'zod';
import type { Call } from '../door/call.ts';
import type { Scene } from '../door/personality.ts';
import type { Reply } from '../door/reply.ts';
import type { ReceivedConversion } from '../world/conversion-book.ts';
import { badInput, type InputError, linkedinError } from './refusals.ts';

const LARGEST_BATCH = 5000;
const OLDEST = 90 * 86_400_000;
/** One client spells `ACXIOM_ID` otherwise; both are taken. */
const idTypes =
  /^(SHA256_EMAIL|SHA256_IP_ADDRESS|LINKEDIN_FIRST_PARTY_ADS_TRACKING_UUID|ACXIOM_ID|AXCIOM_ID|ORACLE_MOAT_ID|GOOGLE_AID)$/;
const sha256 = /^[0-9a-f]{64}$/;
const prefix = 'urn:lla:llaPartnerConversion:';

const idSchema = z
  .strictObject({
    idType: z.string().regex(idTypes),
    idValue: z.string().min(1),
  })
  .refine(({ idType, idValue }) => !idType.startsWith('SHA256_') || sha256.test(idValue), {
    path: ['idValue'],
    error: 'must be a SHA-256 hash in lower-case hex',
  });
const userSchema = z
  .strictObject({
    userIds: z.array(idSchema).default([]),
    userInfo: z
      .strictObject({
        firstName: z.string().optional(),
        lastName: z.string().optional(),
        companyName: z.string().optional(),
        title: z.string().optional(),
        countryCode: z.string().length(2).optional(),
      })
      .optional(),
    externalIds: z.array(z.string()).max(1).optional(),
    lead: z.string().optional(),
  })
  .refine(
    ({ userIds, userInfo, lead }) =>
      userIds.length > 0 || lead !== undefined || (!!userInfo?.firstName && !!userInfo.lastName),
    { error: 'needs an id, a first and last name, or a lead' },
  );
const eventSchema = z.strictObject({
  conversion: z.string().startsWith(prefix),
  conversionHappenedAt: z.int(),
  conversionValue: z
    .strictObject({ currencyCode: z.string().regex(/^[A-Z]{3}$/), amount: z.string().regex(/^\d+(\.\d+)?$/) })
    .optional(),
  eventId: z.string().min(1).optional(),
  user: userSchema,
});
type Event = z.infer<typeof eventSchema>;
type Read = { readonly received: ReceivedConversion } | { readonly refused: InputError };

/** The rule inside an event, also for one that is not well formed. */
export function ruleOf(element: unknown): string | null {
  const given: { conversion?: unknown } = typeof element === 'object' && element !== null ? element : {};
  return typeof given.conversion === 'string' ? given.conversion : null;
}

/** The elements of a call: of a batch all, else the body itself. */
export function elementsOf(body: unknown): readonly unknown[] {
  const given: { elements?: unknown } = typeof body === 'object' && body !== null ? body : {};
  return Array.isArray(given.elements) ? given.elements : [body];
}

function received(event: Event, wire: unknown, call: Call, scene: Scene): ReceivedConversion {
  const ids = Map.groupBy(event.user.userIds, ({ idType }) => idType);
  const eventId = event.eventId ?? `${event.conversionHappenedAt}:${JSON.stringify(event.user)}`;
  return {
    platform: 'linkedin_ads',
    account_id: scene.account.external_id,
    destination: event.conversion.slice(prefix.length),
    event_id: eventId,
    event_name: null,
    at: new Date(event.conversionHappenedAt).toISOString(),
    value: event.conversionValue === undefined ? null : Number(event.conversionValue.amount),
    currency: event.conversionValue?.currencyCode ?? null,
    identifiers: Object.fromEntries([...ids].map(([type, same]) => [type, same.map(({ idValue }) => idValue)])),
    wire: z.json().parse(wire),
    request_id: call.request_id,
    counts_by: eventId,
  };
}

function readEvent(wire: unknown, call: Call, scene: Scene): Read {
  const parsed = eventSchema.safeParse(wire);
  const refused = (field: string, description: string) => ({
    refused: { field, code: 'INVALID_VALUE_FOR_FIELD', description },
  });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refused(issue?.path.join('/') ?? 'element', issue?.message ?? 'not an event');
  }
  const age = scene.world.clock.now() - parsed.data.conversionHappenedAt;
  if (age > OLDEST) return refused('conversionHappenedAt', 'is more than 90 days ago');
  if (age < -60_000) return refused('conversionHappenedAt', 'lies in the future');
  const rules = scene.account.conversion_destinations;
  const rule = parsed.data.conversion;
  if (rules.length > 0 && !rules.includes(rule) && !rules.includes(rule.slice(prefix.length))) {
    return refused('conversion', 'this rule is not of the account');
  }
  return { received: received(parsed.data, wire, call, scene) };
}

/** `POST /conversionEvents`: one event, 201. The same `eventId` for the same rule again is taken and counts once. */
export function takeEvent(call: Call, scene: Scene): Reply {
  const read = readEvent(call.body, call, scene);
  if ('refused' in read) throw badInput(read.refused.field, read.refused.description, read.refused.code);
  scene.world.conversions.receive([read.received]);
  return { status: 201, body: undefined };
}

/** The same as BATCH_CREATE, at most 5 000 elements: each has its own result, in their order. */
export function takeEvents(call: Call, scene: Scene): Reply {
  const elements = elementsOf(call.body);
  if (call.body === elements[0] || elements.length > LARGEST_BATCH) {
    throw badInput('elements', `must be a list of at most ${LARGEST_BATCH} events`);
  }
  const reads = elements.map((element): Read => {
    const read = readEvent(element, call, scene);
    const rule = ruleOf(element) ?? '';
    const fails = scene.itemFails({ entity_ids: [rule, rule.slice(prefix.length)], fields: ['conversion'] });
    if (!fails) return read;
    return { refused: { field: 'conversion', code: 'INTERNAL_ERROR', description: 'this one could not be taken' } };
  });
  scene.world.conversions.receive(reads.flatMap((read) => ('received' in read ? [read.received] : [])));
  const result = (read: Read) => {
    if ('received' in read) return { status: 201 };
    const { field, description, code } = read.refused;
    return {
      status: 400,
      error: linkedinError(400, code, `${field}: ${description}`, { inputErrors: [read.refused] }).body,
    };
  };
  const some = reads.some((read) => 'received' in read);
  return { status: 200, body: { elements: reads.map(result) }, applied: some };
}
