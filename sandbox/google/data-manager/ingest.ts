import { z } from 'zod';
import type { Call } from '../../door/call.ts';
import type { Scene } from '../../door/personality.ts';
import { type Reply, refusal } from '../../door/reply.ts';
import type { ReceivedConversion } from '../../world/conversion-book.ts';
import { adsFailure, badRequest, newRequestId } from '../failure.ts';
import { snakeOf } from '../mutate/message.ts';
import { hashesOf, type IngestEvent, type IngestRequest, identifiersOf, ingestSchema } from './event.ts';

const MOST_EVENTS = 2000;
const MOST_IDENTIFIERS = 10;
const OLDEST_DAYS = 90;
const DAY = 86_400_000;

type Violation = { readonly field: string; readonly description: string; readonly reason: string };

function isHash(text: string, encoding: IngestRequest['encoding']): boolean {
  return encoding === 'BASE64' ? /^[A-Za-z0-9+/]{43}=$/.test(text) : /^[0-9a-fA-F]{64}$/.test(text);
}

function violationsOf(event: IngestEvent, index: number, request: IngestRequest, now: number): readonly Violation[] {
  const at = (field: string) => `events[${index}]${field === '' ? '' : `.${field}`}`;
  const found: Violation[] = [];
  const bad = (field: string, reason: string, description: string) =>
    void found.push({ field: at(field), reason, description });

  const instant = /^\d{4}-\d{2}-\d{2}T/.test(event.eventTimestamp) ? Date.parse(event.eventTimestamp) : Number.NaN;
  if (!Number.isFinite(instant) || instant > now + DAY || instant < now - OLDEST_DAYS * DAY) {
    bad('event_timestamp', 'EVENT_TIME_INVALID', 'The event time is in the future, too old, or no RFC 3339 time.');
  }
  const people = event.userData?.userIdentifiers ?? [];
  if (people.length > MOST_IDENTIFIERS) {
    bad('user_data.user_identifiers', 'TOO_MANY_USER_IDENTIFIERS', 'At most ten user identifiers are allowed.');
  }
  if (people.length > 0 && request.encoding === undefined) {
    bad('user_data', 'ENCODING_REQUIRED', 'The encoding of the hashes must be given with user data.');
  }
  for (const [place, identifier] of people.entries()) {
    for (const [name, hash] of hashesOf(identifier)) {
      if (isHash(hash, request.encoding)) continue;
      const field = `user_data.user_identifiers[${place}].${name}`;
      bad(field, 'INVALID_SHA256_FORMAT', 'The value is no SHA-256 hash in the given encoding.');
    }
  }
  const clicked = Object.values(event.adIdentifiers ?? {}).some((id) => id !== '');
  if (people.length === 0 && !clicked) bad('', 'NO_IDENTIFIERS_PROVIDED', 'The event has no identifiers.');
  if (event.currency !== undefined && !/^[A-Z]{3}$/.test(event.currency)) {
    bad('currency', 'INVALID_CURRENCY_CODE', 'The currency must be an ISO 4217 code.');
  }
  if (event.conversionValue !== undefined && event.currency === undefined) {
    bad('currency', 'INVALID_CURRENCY_CODE', 'A value needs a currency.');
  }
  const known = new Set(request.destinations.map((each) => each.reference));
  if ((event.destinationReferences ?? []).some((reference) => !known.has(reference))) {
    bad('destination_references', 'INVALID_DESTINATION_REFERENCE', 'The event names a destination that is not there.');
  }
  return found;
}

/** The place of a zod issue as the API writes it: `events[3].event_timestamp`. */
function fieldOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${snakeOf(String(part))}`))
    .join('')
    .replace(/^\./, '');
}

function readBody(call: Call): IngestRequest {
  const parsed = ingestSchema.safeParse(call.body);
  if (parsed.success) return parsed.data;
  const violations = parsed.error.issues.map((issue) => ({ field: fieldOf(issue.path), description: issue.message }));
  throw refusal(badRequest(violations, `Invalid JSON payload received. ${z.prettifyError(parsed.error)}`));
}

function checkDestinations(request: IngestRequest, { account }: Scene): void {
  for (const [index, each] of request.destinations.entries()) {
    if (each.operatingAccount.accountId !== account.external_id) {
      const message = 'The operating account is not the one that owns the conversion action, or is not accessible.';
      throw refusal(adsFailure([{ family: 'authorizationError', value: 'USER_PERMISSION_DENIED', message }]));
    }
    const known = account.conversion_destinations;
    if (!/^\d+$/.test(each.productDestinationId) || (known.length > 0 && !known.includes(each.productDestinationId))) {
      const field = `destinations[${index}].product_destination_id`;
      const description = 'There is no such conversion action in the operating account.';
      const reason = 'INVALID_CONVERSION_ACTION_ID';
      throw refusal(badRequest([{ field, description, reason }], 'There was a problem with the request.'));
    }
  }
}

/** The events of a request as the book of conversions keeps them, one for each destination. */
function receivedOf(request: IngestRequest, request_id: string, { account }: Scene): readonly ReceivedConversion[] {
  return request.events.flatMap((event, index) => {
    const references = event.destinationReferences;
    return request.destinations
      .filter((each) => references === undefined || references.includes(each.reference ?? ''))
      .map((each): ReceivedConversion => {
        const id = event.transactionId ?? '';
        return {
          platform: 'google_ads',
          account_id: account.external_id,
          destination: each.productDestinationId,
          event_id: id,
          event_name: event.eventName ?? null,
          at: new Date(event.eventTimestamp).toISOString(),
          value: event.conversionValue ?? null,
          currency: event.currency ?? null,
          identifiers: identifiersOf(event),
          wire: z.json().parse(event),
          request_id,
          counts_by: id === '' ? `${request_id} ${index}` : id,
        };
      });
  });
}

/**
 * `POST /v1/events:ingest`: takes all events or, when one of them is bad, none. The same `transactionId` for the same
 * conversion action counts once.
 */
export function ingestEvents(call: Call, scene: Scene): Reply {
  const request = readBody(call);
  if (request.events.length > MOST_EVENTS) {
    const description = `At most ${MOST_EVENTS} events are allowed in a request.`;
    throw refusal(badRequest([{ field: 'events', description, reason: 'TOO_MANY_EVENTS' }], description));
  }
  checkDestinations(request, scene);
  const now = scene.world.clock.now();
  const violations = request.events.flatMap((event, index) => violationsOf(event, index, request, now));
  if (violations.length > 0) throw refusal(badRequest(violations, 'There was a problem with the request.'));
  const requestId = newRequestId();
  if (request.validateOnly === true) return { status: 200, body: { requestId }, applied: false };
  scene.world.conversions.receive(receivedOf(request, call.request_id, scene));
  const requestStatusPerDestination = request.destinations.map((destination) => ({
    destination,
    requestStatus: 'SUCCESS',
    eventsIngestionStatus: { recordCount: String(request.events.length) },
  }));
  const place = { platform: 'google_ads', account_id: scene.account.external_id, kind: 'ingest_request' } as const;
  scene.world.shelf.put({ ...place, key: requestId, value: z.json().parse({ requestStatusPerDestination }) });
  return { status: 200, body: { requestId, fieldWarnings: [] } };
}
