import { z } from 'zod';
import type { AdPlatformAdapter } from '../../../contracts/ad-platform.ts';
import type { ConversionEvent, ConversionReport } from '../../../contracts/conversion.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { batchesOf } from '../wire/batches.ts';
import { fitAnswer } from '../wire/fit-answer.ts';
import { hashIdentifier, plainText } from '../wire/identifier.ts';
import { type Objection, siftEvents } from '../wire/sift-events.ts';
import type { LinkedInClient } from './client.ts';
import { findLinkedInError, throttleWaitSeconds } from './error-table.ts';
import { vendor } from './failures.ts';
import { moneyFromMinor } from './wire-money.ts';

/** So many events fit into one BATCH_CREATE. */
const mostInBatch = 5_000;
const oldestDays = 90;

/** Ids that LinkedIn can find a member by: the hashed e-mail address and its own click id, which goes raw. */
function userIdsOf({ person, click_ids }: ConversionEvent) {
  const email = hashIdentifier(person.email, plainText);
  return [
    ...(email === null ? [] : [{ idType: 'SHA256_EMAIL', idValue: email }]),
    ...(click_ids.li_fat_id
      ? [{ idType: 'LINKEDIN_FIRST_PARTY_ADS_TRACKING_UUID', idValue: click_ids.li_fat_id }]
      : []),
  ];
}

/** A name in the clear; nothing when it is missing or was hashed, which LinkedIn could not read. */
function nameOf(name: string | undefined): string {
  const text = name?.trim() ?? '';
  return /^[0-9a-f]{64}$/i.test(text) ? '' : text;
}

/** Names go along only as a pair: LinkedIn finds nobody by one of them. */
function userInfoOf({ person }: ConversionEvent) {
  const firstName = nameOf(person.first_name);
  const lastName = nameOf(person.last_name);
  if (!firstName || !lastName) return null;
  return { firstName, lastName, ...(person.country ? { countryCode: person.country.toUpperCase() } : {}) };
}

/** One event as LinkedIn wants it. https://learn.microsoft.com/en-us/linkedin/marketing/integrations/ads-reporting/conversions-api */
export function eventOf(event: ConversionEvent, conversion: string) {
  const { value_minor, currency, person } = event;
  const userInfo = userInfoOf(event);
  return {
    conversion,
    conversionHappenedAt: Date.parse(event.happened_at),
    ...(value_minor === null || currency === null ? {} : { conversionValue: conversionValueOf(value_minor, currency) }),
    eventId: event.event_id,
    user: {
      userIds: userIdsOf(event),
      ...(userInfo === null ? {} : { userInfo }),
      ...(person.external_id ? { externalIds: [person.external_id] } : {}),
    },
  };
}

function conversionValueOf(minor: number, currency: string) {
  const { amount, currencyCode } = moneyFromMinor(minor, currency);
  return { currencyCode, amount };
}

/** Why LinkedIn would never count an event; null when it may. */
function objection(event: ConversionEvent, now: Date): Objection | null {
  if (now.getTime() - Date.parse(event.happened_at) > oldestDays * 86_400_000)
    return { code: 'EVENT_TOO_OLD', reason: `${vendor} counts conversions of the last ${oldestDays} days.` };
  if (event.value_minor !== null && event.value_minor < 0)
    return { code: 'VALUE_NEGATIVE', reason: `${vendor} takes no negative value.` };
  if (userIdsOf(event).length === 0 && userInfoOf(event) === null)
    return {
      code: 'NO_IDENTIFIER',
      reason: `${vendor} needs an e-mail address, its click id, or first and last name.`,
    };
  return null;
}

/** The rule in LinkedIn’s notation; a bare number is taken as its id. */
function ruleOf(destination: string): string {
  const id = destination.replace(/^urn:lla:llaPartnerConversion:/, '');
  if (/^\d{1,19}$/.test(id)) return `urn:lla:llaPartnerConversion:${id}`;
  throw new CodedError('PLATFORM_REFUSED', `${vendor} names a conversion rule by a number.`, {
    destination: destination.slice(0, 60),
  });
}

const batchWire = z.object({
  elements: z.array(
    z.object({
      status: z.number(),
      error: z.object({ code: z.string().nullish(), message: z.string().nullish() }).nullish(),
    }),
  ),
});
type Verdict = z.infer<typeof batchWire>['elements'][number] | undefined;

function file(report: MutableReport, event_id: string, verdict: Verdict): void {
  if (verdict !== undefined && verdict.status < 300) {
    report.accepted.push(event_id);
    return;
  }
  const code = verdict?.error?.code ?? null;
  const status = verdict?.status ?? 503;
  const reason = verdict?.error?.message ?? `HTTP ${status}`;
  const becomes = findLinkedInError(status, code)?.becomes ?? null;
  // Sending the same event again counts once, so that whatever may pass is sent again instead of being given up.
  if (status >= 500 || becomes === 'PLATFORM_THROTTLED' || becomes === 'PLATFORM_UNAVAILABLE')
    report.later.push({ event_id, after_seconds: throttleWaitSeconds, reason });
  else report.refused.push({ event_id, code: code ?? `HTTP_${status}`, reason });
}

type MutableReport = {
  accepted: string[];
  refused: ConversionReport['refused'];
  later: ConversionReport['later'];
};

/**
 * Tells LinkedIn of conversions: POST /conversionEvents as BATCH_CREATE, at most 5,000 at once, each with its own verdict.
 * LinkedIn counts an `eventId` once, also beside its Insight tag. So a lost answer is PLATFORM_UNAVAILABLE and may simply be
 * sent again. Nothing of a person goes in the clear but names, which LinkedIn takes in no other way.
 */
export async function sendConversions(
  client: LinkedInClient,
  now: () => Date,
  { destination, events }: Parameters<NonNullable<AdPlatformAdapter['sendConversions']>>[0],
): Promise<ConversionReport> {
  const conversion = ruleOf(destination);
  const { sendable, refused } = siftEvents(events, (event) => objection(event, now()));
  const report: MutableReport = { accepted: [], refused: [...refused], later: [] };
  let platform_request_id: string | null = null;
  for (const batch of batchesOf(sendable, mostInBatch)) {
    const body = { elements: batch.map((event) => eventOf(event, conversion)) };
    const answer = await client.post({ path: 'conversionEvents', body, method: 'BATCH_CREATE', kind: 'read' });
    const { elements } = fitAnswer(batchWire, answer.body, vendor, 'conversionEvents');
    for (const [index, { event_id }] of batch.entries()) file(report, event_id, elements[index]);
    platform_request_id = answer.headers.get('x-li-uuid');
  }
  return { ...report, platform_request_id };
}
