import { z } from 'zod';
import type { JsonValue } from '../../../contracts/canonical-json.ts';
import { withoutUnseen } from '../outgoing/plain-text.ts';

const jsonSchema: z.ZodType<JsonValue> = z.json();

/** Nothing that is asked for is nested deeper than this; much deeper values end the stack of whoever walks through them. */
const deepest = 40;

/**
 * Reads the JSON of an answer; undefined when it is none, or is nested beyond reason. A fence around it is tolerated, prose is
 * not. What people would not see is dropped from it first.
 */
export function readAnswer(text: string): JsonValue | undefined {
  const plain = withoutUnseen(text).trim();
  const inside = /^```(?:json)?\s*([\s\S]*?)\s*```$/i.exec(plain)?.[1] ?? plain;
  try {
    const value: unknown = JSON.parse(inside);
    const parsed = isDeep(value) ? null : jsonSchema.safeParse(value);
    return parsed?.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function isDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth < deepest && level.length > 0; depth += 1)
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  return level.length > 0;
}

/** A text inside an answer, and where it stands: `claims.0.text`. `cites` are the sources of the claim that it is, else null. */
export type AnswerText = { readonly path: string; readonly text: string; readonly cites: readonly string[] | null };

function isRecord(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The ids that an object cites, when it is a claim: `{text, source_ids}`. */
export function citesOf(value: JsonValue): readonly string[] | null {
  if (!isRecord(value) || typeof value.text !== 'string' || !Array.isArray(value.source_ids)) return null;
  return value.source_ids.map((id: JsonValue) => String(id));
}

/** Every text of an answer but the ids of sources. */
export function textsOf(value: JsonValue, path = '', cites: readonly string[] | null = null): readonly AnswerText[] {
  if (typeof value === 'string') return [{ path, text: value, cites }];
  const at = (key: string) => (path === '' ? key : `${path}.${key}`);
  if (Array.isArray(value)) return value.flatMap((each: JsonValue, index) => textsOf(each, at(String(index)), cites));
  if (!isRecord(value)) return [];
  const own = citesOf(value) ?? cites;
  return Object.entries(value).flatMap(([key, each]) => (key === 'source_ids' ? [] : textsOf(each, at(key), own)));
}

/** Every list of cited ids in an answer, and where it stands. */
export function citationsOf(value: JsonValue, path = ''): readonly { readonly path: string; readonly id: string }[] {
  const at = (key: string) => (path === '' ? key : `${path}.${key}`);
  if (Array.isArray(value)) return value.flatMap((each: JsonValue, index) => citationsOf(each, at(String(index))));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    key === 'source_ids' && Array.isArray(each)
      ? each.map((id: JsonValue) => ({ path: at(key), id: String(id) }))
      : citationsOf(each, at(key)),
  );
}

/** The answer with a status on each claim, which only the given function decides; a model's own `unclear` stays. */
export function withClaimStatus(
  value: JsonValue,
  statusOf: (cites: readonly string[]) => 'supported' | 'unclear',
): JsonValue {
  if (Array.isArray(value)) return value.map((each: JsonValue) => withClaimStatus(each, statusOf));
  if (!isRecord(value)) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withClaimStatus(each, statusOf)]));
  const cites = citesOf(value);
  if (cites === null) return inner;
  return { ...inner, status: value.status === 'unclear' ? 'unclear' : statusOf(cites) };
}

/** The answer without members that are null, which is how strict schemas make a model leave something out. */
export function withoutNulls(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((each: JsonValue) => withoutNulls(each));
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([, each]) => each !== null);
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutNulls(each)]));
}
