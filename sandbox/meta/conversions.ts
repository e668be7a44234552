import { z } from 'zod';
import type { ReceivedConversion } from '../world/conversion-book.ts';
import { type ConversionEvent, conversionEventSchema, identifiersOf } from './conversion-event.ts';
import type { GraphCall } from './graph.ts';
import { nestedOf, transportParameters } from './parameters.ts';
import { invalidParameter, type Reply, unknownObject } from './reply.ts';

const LARGEST_BATCH = 1000;
const DAY = 86_400_000;
const OLDEST = 7 * DAY;
/** What happened in a shop may be told later. */
const OLDEST_IN_STORE = 62 * DAY;
const SAME_EVENT_WITHIN = 2 * DAY;
const accepted = new Set(['data', 'test_event_code', 'partner_agent']);

function refuse(error_user_msg: string, error_subcode?: number): Error {
  return invalidParameter('Invalid parameter', {
    ...(error_subcode === undefined ? {} : { error_subcode }),
    error_user_title: 'Events cannot be taken',
    error_user_msg,
    blame_fields: ['data'],
  });
}

function checkTime(event: ConversionEvent, now: number): void {
  const age = now - event.event_time * 1000;
  if (age < -60_000) throw refuse('event_time lies in the future; it is given in seconds.');
  const oldest = event.action_source === 'physical_store' ? OLDEST_IN_STORE : OLDEST;
  if (age > oldest) throw refuse(`The event ${event.event_name} happened too long ago; no event was taken.`, 2804003);
}

/** The same name and id within 48 hours is the same event: it counts under the time of the first that came. */
function countsBy(
  event: ConversionEvent,
  event_id: string,
  earlier: readonly Pick<ReceivedConversion, 'event_name' | 'event_id' | 'at'>[],
) {
  const at = event.event_time * 1000;
  const same = earlier.find((each) => {
    const near = Math.abs(Date.parse(each.at) - at) <= SAME_EVENT_WITHIN;
    return each.event_name === event.event_name && each.event_id === event_id && near;
  });
  return `${event.event_name}:${event_id}:${same?.at ?? new Date(at).toISOString()}`;
}

/**
 * `POST /{dataset}/events`: at most 1 000 events, `{events_received, messages, fbtrace_id}`. One event that is older than seven
 * days, or is not well formed, fails the whole request. Refuses a dataset that is not of the account.
 */
export function takeConversions(call: GraphCall): Reply {
  const [destination = ''] = call.segments;
  const { world, account } = call.view;
  const known = account.conversion_destinations;
  if (known.length > 0 && !known.includes(destination)) throw unknownObject(destination, call.method);
  const foreign = Object.keys(call.parameters).find((name) => !accepted.has(name) && !transportParameters.has(name));
  if (foreign !== undefined) throw invalidParameter(`Invalid parameter: ${foreign}`, { blame_fields: [foreign] });
  const wires = z.array(z.json()).min(1).max(LARGEST_BATCH).safeParse(nestedOf(call.parameters, 'data'));
  if (!wires.success) throw refuse(`data must be a list of at most ${LARGEST_BATCH} events.`);
  const before = world.conversions.counted().filter((each) => each.destination === destination);
  const received: ReceivedConversion[] = [];
  for (const [index, wire] of wires.data.entries()) {
    const parsed = conversionEventSchema.safeParse(wire);
    if (!parsed.success) throw refuse(`data[${index}]: ${z.prettifyError(parsed.error)}`, 2804019);
    const event = parsed.data;
    checkTime(event, world.clock.now());
    const event_id = event.event_id ?? call.request_id + index;
    const earlier = [...before, ...received];
    received.push({
      platform: account.platform,
      account_id: account.external_id,
      destination,
      event_id,
      event_name: event.event_name,
      at: new Date(event.event_time * 1000).toISOString(),
      value: event.custom_data?.value ?? null,
      currency: event.custom_data?.currency ?? null,
      identifiers: identifiersOf(event.user_data),
      wire,
      request_id: call.request_id,
      counts_by: countsBy(event, event_id, earlier),
    });
  }
  world.conversions.receive(received);
  return {
    status: 200,
    body: { events_received: received.length, messages: [], fbtrace_id: call.request_id },
  };
}
