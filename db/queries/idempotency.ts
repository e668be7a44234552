import { and, eq, lt, sql } from 'drizzle-orm';
import type { JsonValue } from '../../contracts/canonical-json.ts';
import type { TenantTransaction } from '../connect.ts';
import { idempotencyKeys } from '../schema/index.ts';

/** How a request with a key stands: ours to do, done before (with the answer), still being done, or misused. */
export type IdempotencyClaim =
  | { readonly kind: 'claimed' }
  | { readonly kind: 'done'; readonly response_status: number; readonly response_body: JsonValue }
  | { readonly kind: 'in_flight' }
  | { readonly kind: 'other_request' };

/** Seconds after which a request that never finished is taken to have died with its process. */
const abandonedAfterSeconds = 60;

/**
 * Claims a key for a request. The unique key of (tenant, user, key) decides among requests that come at once.
 * A claim whose process died is handed to the next request with the same body.
 */
export async function claimIdempotencyKey(
  tx: TenantTransaction,
  request: { readonly user_id: string; readonly key: string; readonly request_hash: string },
): Promise<IdempotencyClaim> {
  const inserted = await tx
    .insert(idempotencyKeys)
    .values(request)
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key });
  if (inserted.length > 0) return { kind: 'claimed' };
  const own = and(eq(idempotencyKeys.user_id, request.user_id), eq(idempotencyKeys.key, request.key));
  const [known] = await tx.select().from(idempotencyKeys).where(own);
  if (known === undefined) return { kind: 'in_flight' };
  if (known.request_hash !== request.request_hash) return { kind: 'other_request' };
  if (known.status === 'done' && known.response_status !== null) {
    return { kind: 'done', response_status: known.response_status, response_body: known.response_body };
  }
  const taken = await tx
    .update(idempotencyKeys)
    .set({ created_at: sql`now()` })
    .where(and(own, lt(idempotencyKeys.created_at, sql`now() - make_interval(secs => ${abandonedAfterSeconds})`)))
    .returning({ key: idempotencyKeys.key });
  return taken.length > 0 ? { kind: 'claimed' } : { kind: 'in_flight' };
}

/** Keeps the answer of a request for its repeats. */
export async function finishIdempotencyKey(
  tx: TenantTransaction,
  request: { readonly user_id: string; readonly key: string },
  answer: { readonly response_status: number; readonly response_body: JsonValue },
): Promise<void> {
  await tx
    .update(idempotencyKeys)
    .set({ status: 'done', ...answer })
    .where(and(eq(idempotencyKeys.user_id, request.user_id), eq(idempotencyKeys.key, request.key)));
}

/** Gives a key back after a request that failed, so that the same key may be tried again. */
export async function releaseIdempotencyKey(
  tx: TenantTransaction,
  request: { readonly user_id: string; readonly key: string },
): Promise<void> {
  await tx
    .delete(idempotencyKeys)
    .where(and(eq(idempotencyKeys.user_id, request.user_id), eq(idempotencyKeys.key, request.key)));
}
