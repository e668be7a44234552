import type { ConversionEvent, ConversionReport } from '../../../contracts/conversion.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { batchesOf } from '../wire/batches.ts';
import { siftEvents } from '../wire/sift-events.ts';
import type { GoogleClient } from './client.ts';
import { eventForWire, refusalOf } from './conversion-event.ts';
import { id } from './gaql.ts';
import { type AccountFacts, type GoogleAccount, idsOf } from './google-account.ts';
import { ingestWire, readFailure, violationsWire } from './request-status.ts';

/** The Data Manager takes at most so many events at once. */
const mostEvents = 2_000;
/** How the events name their only destination. */
const reference = 'google_ads';

type Refused = ConversionReport['refused'];
type Taken = {
  readonly accepted: readonly string[];
  readonly refused: Refused;
  readonly platform_request_id: string | null;
};

/** One request for some events of one conversion action. */
export function ingestBody(
  { customer_id }: AccountFacts,
  login_customer_id: string | null,
  destination: string,
  events: readonly ConversionEvent[],
): object {
  const account = (accountId: string) => ({ accountType: 'GOOGLE_ADS', accountId });
  const to = {
    reference,
    operatingAccount: account(customer_id),
    ...(login_customer_id === null ? {} : { loginAccount: account(login_customer_id) }),
    productDestinationId: id(idsOf(destination).at(-1) ?? ''),
  };
  const sent = events.map((event) => eventForWire(event, reference));
  return { destinations: [to], events: sent, encoding: 'HEX', validateOnly: false };
}

/** Which events a refusal blames, by their place in the request; empty when it blames something else. */
function blamed(error: CodedError): ReadonlyMap<number, { readonly code: string; readonly reason: string }> {
  const found = new Map<number, { readonly code: string; readonly reason: string }>();
  for (const { field, description, reason } of violationsWire.safeParse(error.details.violations).data ?? []) {
    const place = /events\[(\d+)\]/.exec(field)?.[1];
    if (place === undefined) continue;
    found.set(Number(place), { code: reason ?? 'INVALID_ARGUMENT', reason: description ?? error.message });
  }
  return found;
}

/** Sends events until Google has taken all that it does not refuse. Each round names at least one bad event, so it ends. */
async function ingest(
  client: GoogleClient,
  bodyOf: (events: readonly ConversionEvent[]) => object,
  events: readonly ConversionEvent[],
): Promise<Taken> {
  let left = events;
  const refused: ConversionReport['refused'] = [];
  while (left.length > 0) {
    try {
      const { requestId } = await client.dataManager('write', 'events:ingest', ingestWire, bodyOf(left));
      const platform_request_id = requestId ?? null;
      const failure = platform_request_id === null ? null : await readFailure(client, platform_request_id);
      const ids = left.map((event) => event.event_id);
      if (failure === null) return { accepted: ids, refused, platform_request_id };
      const failed = ids.map((event_id) => ({ event_id, ...failure }));
      return { accepted: [], refused: [...refused, ...failed], platform_request_id };
    } catch (error) {
      if (!(error instanceof CodedError) || error.code !== 'PLATFORM_REFUSED') throw error;
      const bad = blamed(error);
      const whole = { code: String(error.details.google_code ?? 'INVALID_ARGUMENT'), reason: error.message };
      const judged = left.map((event, place) => ({ event, why: bad.size === 0 ? whole : (bad.get(place) ?? null) }));
      refused.push(...judged.flatMap(({ event, why }) => (why === null ? [] : [{ event_id: event.event_id, ...why }])));
      const kept = judged.filter(({ why }) => why === null).map(({ event }) => event);
      if (kept.length === left.length) throw error;
      left = kept;
    }
  }
  return { accepted: [], refused, platform_request_id: null };
}

/**
 * Tells Google of conversions through the Data Manager: POST /events:ingest, at most 2000 at once, into the conversion action
 * `destination` (its id or resource name) of this account. Google refuses all of a request for one bad event; those that it
 * names are set aside and the others sent again, which counts nothing twice, because `transactionId` is the event's id.
 * Throws what the wire throws; sending the same batch again is safe.
 * https://developers.google.com/data-manager/api/reference/rest/v1/events/ingest
 */
export async function sendConversions(
  { client, facts }: GoogleAccount,
  batch: { readonly destination: string; readonly events: readonly ConversionEvent[] },
  login_customer_id: string | null,
): Promise<ConversionReport> {
  const now = facts.now();
  const { sendable, refused } = siftEvents(batch.events, (event) => refusalOf(event, now));
  const bodyOf = (events: readonly ConversionEvent[]) =>
    ingestBody(facts, login_customer_id, batch.destination, events);
  const taken: Taken[] = [];
  for (const events of batchesOf(sendable, mostEvents)) taken.push(await ingest(client, bodyOf, events));
  return {
    accepted: taken.flatMap((each) => each.accepted),
    refused: [...refused, ...taken.flatMap((each) => each.refused)],
    later: [],
    platform_request_id: taken.at(-1)?.platform_request_id ?? null,
  };
}
