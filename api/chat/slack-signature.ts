import { createHmac, timingSafeEqual } from 'node:crypto';

const toleranceSeconds = 300;

/** The signature of a request: HMAC-SHA256 in hex over `v0:timestamp:body`, as `v0=<hex>`. */
export function signSlack(secret: string, timestamp: string, body: Buffer): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`;
}

/**
 * Whether Slack signed exactly this body at most five minutes ago or ahead
 * (https://docs.slack.dev/authentication/verifying-requests-from-slack). The comparison takes the same time however much
 * of a signature is right.
 */
export function isSignedBySlack(
  headers: { readonly timestamp: string | undefined; readonly signature: string | undefined },
  body: Buffer,
  secret: string,
  now: Date,
): boolean {
  const { timestamp = '', signature = '' } = headers;
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  const wanted = Buffer.from(signSlack(secret, timestamp, body));
  const given = Buffer.from(signature);
  const fits = given.length === wanted.length && timingSafeEqual(given, wanted);
  return fits && Math.abs(now.getTime() / 1_000 - Number(timestamp)) <= toleranceSeconds;
}
