import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../../contracts/canonical-json.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import { claimIdempotencyKey, finishIdempotencyKey, releaseIdempotencyKey } from '../../db/queries/idempotency.ts';
import { type CallerPart, json, type Reply } from './operation.ts';

/** Marks an answer that was given before. */
const replayHeader = 'Idempotency-Replayed';

const keptAnswerSchema = z.object({ body: z.json(), headers: z.record(z.string(), z.string()) });

/** What makes two requests the same one. */
export type IdempotentRequest = {
  readonly key: string;
  readonly method: string;
  /** The path as it was called, so that one key cannot be used on two things. */
  readonly path: string;
  readonly body: unknown;
};

/**
 * Runs a request under its Idempotency-Key, after draft-ietf-httpapi-idempotency-key-header: a repeat gets the first
 * answer, another body IDEMPOTENCY_KEY_REUSED, and a repeat while the first still runs IDEMPOTENCY_IN_FLIGHT.
 * A request that fails gives its key back. Keys belong to one person of one tenant.
 */
export async function withIdempotency(
  caller: CallerPart,
  request: IdempotentRequest,
  run: () => Promise<Reply>,
): Promise<Reply> {
  if (request.key.length === 0 || request.key.length > 200) {
    throw new CodedError('REQUEST_INVALID', 'The Idempotency-Key must have 1 to 200 characters.', {
      errors: [{ pointer: '/headers/Idempotency-Key', detail: '1 to 200 characters' }],
    });
  }
  const own = { user_id: caller.principal.user_id, key: request.key };
  const request_hash = createHash('sha256')
    .update(canonicalJson([request.method, request.path, request.body ?? null]))
    .digest('hex');
  const claim = await caller.inTenant((tx) => claimIdempotencyKey(tx, { ...own, request_hash }));
  switch (claim.kind) {
    case 'other_request':
      throw new CodedError('IDEMPOTENCY_KEY_REUSED', 'This key was used for another request before.');
    case 'in_flight':
      throw new CodedError('IDEMPOTENCY_IN_FLIGHT', 'The first request with this key is still being worked on.', {}, 1);
    case 'done': {
      const kept = keptAnswerSchema.parse(claim.response_body);
      return json(claim.response_status, kept.body, { ...kept.headers, [replayHeader]: 'true' });
    }
    case 'claimed':
      return runClaimed(caller, own, run);
  }
}

async function runClaimed(
  caller: CallerPart,
  own: { readonly user_id: string; readonly key: string },
  run: () => Promise<Reply>,
): Promise<Reply> {
  let reply: Reply;
  try {
    reply = await run();
  } catch (error) {
    await caller.inTenant((tx) => releaseIdempotencyKey(tx, own));
    throw error;
  }
  if (reply.kind !== 'json') return reply;
  // The way over the wire and back: dates become the texts that the first caller saw.
  const response_body = keptAnswerSchema.parse(
    JSON.parse(JSON.stringify({ body: reply.body, headers: reply.headers })),
  );
  await caller.inTenant((tx) => finishIdempotencyKey(tx, own, { response_status: reply.status, response_body }));
  return reply;
}
