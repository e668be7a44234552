import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** The headers of a signed call (Standard Webhooks 1.0, https://www.standardwebhooks.com). */
export type SignedHeaders = {
  readonly id: string | undefined;
  /** Seconds since the epoch. */
  readonly timestamp: string | undefined;
  /** Signatures such as `v1,<base64>`, with spaces between. */
  readonly signature: string | undefined;
};

const toleranceSeconds = 300;
const prefix = 'whsec_';
/** No sender signs with more keys at once; more would only make us work. */
const mostSignatures = 8;

/** A new secret: 32 random bytes in base64 after `whsec_`. */
export function createWebhookSecret(): string {
  return `${prefix}${randomBytes(32).toString('base64')}`;
}

/** The signature of a call: HMAC-SHA256 over `id.timestamp.body` with the bytes of the secret, as `v1,<base64>`. */
export function signWebhook(
  secret: string,
  call: { readonly id: string; readonly timestamp: string; readonly body: Buffer },
) {
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  const signed = createHmac('sha256', key).update(`${call.id}.${call.timestamp}.`).update(call.body).digest('base64');
  return `v1,${signed}`;
}

/**
 * Whether one of the signatures was made over exactly this body, id and time with one of the secrets, at most five minutes
 * ago or ahead. Every secret is tried against every signature in constant time, so that neither the answer nor how long
 * it took says what was nearly right.
 */
export function isSigned(headers: SignedHeaders, body: Buffer, secrets: readonly string[], now: Date): boolean {
  const { id = '', timestamp = '', signature = '' } = headers;
  const seconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN;
  const fresh = Math.abs(now.getTime() / 1_000 - seconds) <= toleranceSeconds;
  const named = /^[\x21-\x7e]{1,200}$/.test(id);
  const offered = signature.split(' ').slice(0, mostSignatures);
  let matches = 0;
  for (const secret of secrets) {
    const wanted = Buffer.from(signWebhook(secret, { id, timestamp, body }));
    for (const each of offered) {
      const given = Buffer.from(each);
      if (given.length === wanted.length && timingSafeEqual(given, wanted)) matches += 1;
    }
  }
  return fresh && named && matches > 0;
}
