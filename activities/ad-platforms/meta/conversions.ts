import type { ConversionEvent, ConversionReport } from '../../../contracts/conversion.ts';
import { toMajor } from '../../../contracts/minor-units.ts';
import { batchesOf } from '../wire/batches.ts';
import { emptyReport, joinReports, sendInHalves } from '../wire/send-in-halves.ts';
import { type Objection, siftEvents } from '../wire/sift-events.ts';
import type { AccountFacts } from './account-facts.ts';
import type { MetaClient } from './client.ts';
import { eventsWire } from './schemas.ts';
import { userDataOf } from './user-data.ts';

const eventNames: Readonly<Record<ConversionEvent['event_name'], string>> = {
  purchase: 'Purchase',
  lead: 'Lead',
  sign_up: 'CompleteRegistration',
  add_to_cart: 'AddToCart',
  page_view: 'PageView',
  other: 'Other',
};
const actionSources: Readonly<Record<ConversionEvent['source'], string>> = {
  website: 'website',
  app: 'app',
  phone_call: 'phone_call',
  physical_store: 'physical_store',
  crm: 'system_generated',
};
const mostEvents = 1_000;
const oldestSeconds = 7 * 86_400;

/** One event as the Conversions API wants it: seconds, major units, hashed identifiers. */
export function eventToWire(event: ConversionEvent): object {
  const { event_id, happened_at, page_url, value_minor, currency, order_id } = event;
  const money = value_minor === null || currency === null ? {} : { value: toMajor(value_minor, currency), currency };
  const custom_data = { ...money, ...(order_id === null ? {} : { order_id }) };
  return {
    event_name: eventNames[event.event_name],
    event_time: Math.floor(Date.parse(happened_at) / 1000),
    action_source: actionSources[event.source],
    event_id,
    ...(page_url === null ? {} : { event_source_url: page_url }),
    user_data: userDataOf(event),
    ...(Object.keys(custom_data).length === 0 ? {} : { custom_data }),
  };
}

/** Why Meta would refuse an event and, with it, everything that is sent along; null when nothing is known against it. */
function hindrance(event: ConversionEvent, now: Date): Objection | null {
  const age = (now.getTime() - Date.parse(event.happened_at)) / 1000;
  if (age > oldestSeconds) return { code: 'EVENT_TOO_OLD', reason: 'Meta takes conversions of the last seven days.' };
  if (age < 0) return { code: 'EVENT_IN_FUTURE', reason: 'The conversion has not happened yet.' };
  if (event.source === 'website' && (event.page_url === null || event.person.user_agent === undefined))
    return { code: 'EVENT_INCOMPLETE', reason: 'A conversion on a website needs its page and user agent.' };
  if (Object.keys(userDataOf(event)).length === 0)
    return { code: 'PERSON_UNKNOWN', reason: 'Nothing says who converted.' };
  return null;
}

/**
 * Tells Meta of conversions: POST /{pixel or dataset}/events, up to 1,000 at once. Meta refuses a request as a whole for one
 * event it does not like: what is known to be refused stays behind, and a refused request is halved until the event stands
 * alone. The same `event_name` and `event_id` within 48 hours counts once, so that a lost answer is PLATFORM_UNAVAILABLE and
 * everything may be sent again.
 * https://developers.facebook.com/docs/marketing-api/conversions-api
 */
export async function sendConversions(
  client: MetaClient,
  account: AccountFacts,
  batch: { readonly destination: string; readonly events: readonly ConversionEvent[] },
): Promise<ConversionReport> {
  async function sendTogether(events: readonly ConversionEvent[]) {
    const { answer } = await client.post({
      path: `${batch.destination}/events`,
      json: { data: events.map(eventToWire) },
      schema: eventsWire,
      request_id: events[0]?.event_id ?? batch.destination,
      kind: 'read',
    });
    return { platform_request_id: answer.fbtrace_id ?? null };
  }

  const { sendable, refused } = siftEvents(batch.events, (event) => hindrance(event, account.now()));
  let report: ConversionReport = { ...emptyReport, refused };
  for (const events of batchesOf(sendable, mostEvents))
    report = joinReports(report, await sendInHalves(events, sendTogether));
  return report;
}
