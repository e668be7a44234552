import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';

/** What becomes of one try of an action: after so long a value, or a failure. */
export type Try =
  | { readonly after_ms: number; readonly kind: 'value'; readonly value: JsonValue }
  | { readonly after_ms: number; readonly kind: 'failure'; readonly code: string; readonly retryable: boolean };

/** What people say at a gate, so long after they were asked; null when nobody says anything. */
export type Said = { readonly after_ms: number; readonly decision: 'approve' | 'reject' } | null;

/**
 * The world around a generated playbook: a pure function of the step, the round and the number of the try, so that two
 * interpreters that know nothing of each other meet the same. Hardly two things take the same time, so that of two branches
 * one is always first.
 */
export const propertyWorld = {
  attempt(step_id: string, iteration: string, attempt: number, params: JsonObject): Try {
    const after_ms = timeOf(`${step_id}/${iteration}/${attempt}`);
    if (typeof params.times === 'number' && attempt <= params.times) {
      const code = String(params.code);
      return { after_ms, kind: 'failure', code, retryable: code === 'PLATFORM_UNAVAILABLE' };
    }
    return { after_ms, kind: 'value', value: params.value ?? null };
  },
  decision(step_id: string, iteration: string): Said {
    const chance = hash(`said ${step_id}/${iteration}`) % 10;
    if (chance === 0) return null;
    return { after_ms: timeOf(`decided ${step_id}/${iteration}`), decision: chance <= 2 ? 'reject' : 'approve' };
  },
  /** When an event comes, from the start; null when it never does. */
  event(name: string): number | null {
    return hash(`comes ${name}`) % 4 === 0 ? null : timeOf(`event ${name}`);
  },
};

/** From a millisecond to about an hour. */
function timeOf(name: string): number {
  return 1 + (hash(name) % 3_600_000);
}

/** FNV-1a with a last mix (Fowler, Noll, Vo; murmur3's finalizer). */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
