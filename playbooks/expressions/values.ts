import type { JsonValue } from '../../contracts/canonical-json.ts';
import { ExpressionFault } from './fault.ts';
import type { Meter } from './limits.ts';
import type { Place } from './node.ts';

/** A point in time inside an expression; it leaves as ISO 8601 text in UTC. */
export class Moment {
  readonly ms: number;
  constructor(ms: number) {
    this.ms = ms;
  }
}

/** A length of time inside an expression; it leaves as a number of seconds. */
export class Span {
  readonly ms: number;
  constructor(ms: number) {
    this.ms = ms;
  }
}

/** Anything an expression can hold while it runs. Lists and maps may hold moments and spans. */
export type Value = string | number | boolean | null | Moment | Span | readonly unknown[] | ValueMap;
/** A map of an expression: own, plain data only. */
export type ValueMap = { readonly [key: string]: unknown };
/** The name of a kind of value, as messages say it. */
export type ValueKind = 'null' | 'boolean' | 'number' | 'string' | 'list' | 'map' | 'timestamp' | 'duration';

/** Names that could lead to a prototype; no expression may say them, whatever the data holds. */
export const forbiddenNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Tells whether a value is plain data with names: made by JSON or by the language, never by a class or the host. */
export function isMap(value: unknown): value is ValueMap {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  // The second look keeps this true across V8 contexts, where Object.prototype is another object.
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Lets plain data through and refuses functions, class instances, symbols and everything else of the host. */
export function admit(value: unknown, place: Place): Value {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (value instanceof Moment || value instanceof Span || Array.isArray(value) || isMap(value)) return value;
  throw new ExpressionFault(
    'type',
    'a value in it is not plain data',
    'Only texts, numbers, booleans, null, lists and maps may be used.',
    place,
  );
}

/** An own, plain property of a map, or undefined. Getters and inherited names do not count. */
export function ownMember(map: ValueMap, key: string): unknown {
  const property = Object.getOwnPropertyDescriptor(map, key);
  return property?.enumerable === true ? property.value : undefined;
}

/** The kind of a value. */
export function kindOf(value: Value): ValueKind {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (value instanceof Moment) return 'timestamp';
  if (value instanceof Span) return 'duration';
  return Array.isArray(value) ? 'list' : 'map';
}

/** The value as JSON, rebuilt member by member so that nothing of the scope can be changed through it. */
export function toJson(value: unknown, place: Place, meter: Meter): JsonValue {
  meter.charge(1, place);
  const admitted = admit(value, place);
  if (admitted instanceof Moment) return new Date(admitted.ms).toISOString();
  if (admitted instanceof Span) return admitted.ms / 1000;
  if (Array.isArray(admitted)) return admitted.map((item: unknown) => toJson(item, place, meter));
  if (isMap(admitted)) {
    const entries: [string, JsonValue][] = [];
    for (const key of Object.keys(admitted)) {
      const member = ownMember(admitted, key);
      if (member !== undefined) entries.push([key, toJson(member, place, meter)]);
    }
    return Object.fromEntries(entries);
  }
  if (typeof admitted === 'number') return admitted === 0 ? 0 : admitted;
  return typeof admitted === 'string' || typeof admitted === 'boolean' ? admitted : null;
}
