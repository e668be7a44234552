import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import type { JsonValue } from '../../contracts/canonical-json.ts';

/** A value as a payload of the wire. */
export function payloadOf(value: JsonValue): Payload {
  return defaultPayloadConverter.toPayload(value);
}

/** The JSON value in a payload; null where a function returned nothing. */
export function jsonOf(payload: Payload | null | undefined): JsonValue {
  const value: JsonValue | undefined =
    payload === null || payload === undefined ? null : defaultPayloadConverter.fromPayload(payload);
  return value ?? null;
}
