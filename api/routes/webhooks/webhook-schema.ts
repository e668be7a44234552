import { z } from 'zod';
import { moment } from '../../operation/paging.ts';

/** A door for signed events; its secret is shown only when it is made. */
export const webhookSchema = z.object({
  webhook_id: z.uuid(),
  name: z.string(),
  created_at: moment,
  last_received_at: moment.nullable(),
  revoked_at: moment.nullable(),
});

/** What making a secret answers, this once. */
export const webhookSecretSchema = z.object({
  webhook_id: z.uuid(),
  name: z.string(),
  event: z.string().describe('the name of its events, for `on`'),
  url: z.string().describe('where the sender posts'),
  secret: z.string().describe('whsec_…; it is never shown again'),
  previous_secret_until: moment.nullable().describe('until when the secret before is taken too'),
});

/** The id in the path; one that is no id is one that does not exist. */
export const webhookPath = z.strictObject({ id: z.string().max(200).describe('webhook_id') });

/** Where the sender of a webhook posts. */
export function webhookUrl(public_url: string, tenant_id: string, name: string): string {
  return `${public_url}/v2/webhooks/${tenant_id}/${name}`;
}
