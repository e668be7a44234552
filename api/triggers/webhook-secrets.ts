import { z } from 'zod';
import { CodedError } from '../../contracts/errors/index.ts';
import { openCredential, sealCredential } from '../../db/queries/credentials.ts';
import { webhookSealedFor } from '../../db/queries/webhooks.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { createWebhookSecret } from './webhook-signature.ts';

const keptSchema = z.array(z.object({ secret: z.string(), until_ms: z.number().nullable() }));
/** How long the secret before goes on to be taken after a rotation. */
export const overlapHours = 24;

/** Whose secrets they are: sealed for one webhook, they open for no other. */
type Place = { readonly tenant_id: string; readonly webhook_id: string };
type Settings = Pick<ApiDependencies, 'settings'>['settings'];

/** A first secret, and what is stored of it. Throws UNAVAILABLE when the installation has no key to seal with. */
export function firstSecret(settings: Settings, place: Place) {
  const secret = createWebhookSecret();
  return { secret, sealed: seal(settings, place, [{ secret, until_ms: null }]) };
}

/** A new secret beside the newest one of before, which is taken for another day, so that the sender can change over. */
export function nextSecret(settings: Settings, place: Place, sealed: string, now: Date) {
  const secret = createWebhookSecret();
  const [newest] = open(settings, place, sealed);
  const until_ms = now.getTime() + overlapHours * 3_600_000;
  const kept = [{ secret, until_ms: null }, ...(newest === undefined ? [] : [{ ...newest, until_ms }])];
  return { secret, sealed: seal(settings, place, kept), until: new Date(until_ms) };
}

/** The secrets that are taken at a moment, the newest first. Throws UNAVAILABLE or CREDENTIAL_UNREADABLE. */
export function secretsAt(settings: Settings, place: Place, sealed: string, now: Date): readonly string[] {
  return open(settings, place, sealed)
    .filter((each) => each.until_ms === null || each.until_ms > now.getTime())
    .map((each) => each.secret);
}

function seal(settings: Settings, place: Place, secrets: z.infer<typeof keptSchema>): string {
  return sealCredential(JSON.stringify(secrets), sealOf(settings, place));
}

function open(settings: Settings, place: Place, sealed: string): z.infer<typeof keptSchema> {
  return keptSchema.parse(JSON.parse(openCredential(sealed, sealOf(settings, place))));
}

function sealOf({ credentials_key: key }: Settings, { tenant_id, webhook_id }: Place) {
  if (key === null) {
    throw new CodedError('UNAVAILABLE', 'This API has no MBI_CREDENTIALS_KEY, so it can keep no secrets of webhooks.');
  }
  return { key, account: webhookSealedFor(tenant_id, webhook_id) };
}
