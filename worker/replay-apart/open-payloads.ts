import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';

/**
 * Reads every payload of a history with the worker's codec, in place, so that whoever replays it needs neither the database
 * nor a key. What is no payload stays untouched. A payload that a codec opens may be a failure that was sealed.
 */
export async function openPayloads(
  history: object,
  codecs: readonly PayloadCodec[],
  context: SerializationContext,
): Promise<void> {
  const waiting: object[] = [history];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    for (const [name, member] of Object.entries(part)) {
      if (typeof member !== 'object' || member === null || ArrayBuffer.isView(member)) continue;
      if (isPayload(member)) Reflect.set(part, name, await opened(member, codecs, context));
      else waiting.push(member);
    }
  }
}

/** Codecs were applied first to last, so they are undone last to first. */
async function opened(
  payload: Payload,
  codecs: readonly PayloadCodec[],
  context: SerializationContext,
): Promise<Payload> {
  let result = payload;
  for (const codec of codecs.toReversed()) result = (await codec.decode([result], context))[0] ?? result;
  return result;
}

function isPayload(value: object): value is Payload {
  return 'metadata' in value && 'data' in value && (value.data === null || value.data instanceof Uint8Array);
}
