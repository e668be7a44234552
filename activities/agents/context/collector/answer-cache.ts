import type { JsonValue } from '../../../../contracts/canonical-json.ts';
import { type Database, withTenant } from '../../../../db/connect.ts';
import { readCachedAnswer, writeCachedAnswer } from '../../../../db/queries/collector-cache.ts';

/** Where an answer lies: never without its tenant. */
export type CachePlace = {
  readonly tenant_id: string;
  readonly collector_name: string;
  readonly cache_key: string;
};

/** Keeps answers of sources until they are too old. */
export type AnswerCache = {
  /** The newest answer, also one that has expired; null when there is none. */
  read(
    place: CachePlace,
  ): Promise<{ readonly answer: JsonValue; readonly fetched_at: Date; readonly expires_at: Date } | null>;
  write(
    entry: CachePlace & { readonly answer: JsonValue; readonly fetched_at: Date; readonly ttl_seconds: number },
  ): Promise<void>;
};

/** The cache in Postgres: shared by all workers, and each tenant sees its own rows only. */
export function createAnswerCache(database: Database): AnswerCache {
  return {
    read: ({ tenant_id, collector_name, cache_key }) =>
      withTenant(database, tenant_id, (tx) => readCachedAnswer(tx, { collector_name, cache_key })),
    write: ({ tenant_id, ttl_seconds, ...entry }) => {
      const expires_at = new Date(entry.fetched_at.getTime() + ttl_seconds * 1000);
      return withTenant(database, tenant_id, (tx) => writeCachedAnswer(tx, { ...entry, expires_at }));
    },
  };
}
