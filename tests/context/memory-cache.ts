import type { AnswerCache, CachePlace } from '../../activities/agents/context/collector/answer-cache.ts';
import type { JsonValue } from '../../contracts/canonical-json.ts';

/** A cache in memory that can be looked into. */
export function createMemoryCache() {
  type Entry = { readonly answer: JsonValue; readonly fetched_at: Date; readonly expires_at: Date };
  const entries = new Map<string, Entry>();
  const keyOf = ({ tenant_id, collector_name, cache_key }: CachePlace) => `${tenant_id}|${collector_name}|${cache_key}`;
  const cache: AnswerCache = {
    read: async (place) => entries.get(keyOf(place)) ?? null,
    write: async ({ answer, fetched_at, ttl_seconds, ...place }) => {
      entries.set(keyOf(place), {
        ...{ answer, fetched_at },
        expires_at: new Date(fetched_at.getTime() + ttl_seconds * 1000),
      });
    },
  };
  return { cache, entries };
}
