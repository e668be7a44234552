import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { changeWebhook, findWebhook } from '../../../db/queries/webhooks.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { nextSecret } from '../../triggers/webhook-secrets.ts';
import { webhookPath, webhookSecretSchema, webhookUrl } from './webhook-schema.ts';

/** Gives a webhook a new secret and shows it this once; the one before is taken for another day. */
export const rotateWebhook = defineOperation({
  method: 'post',
  path: '/v2/webhooks/:id/rotate',
  id: 'rotate_webhook',
  tag: 'events',
  summary: 'Give a webhook a new secret.',
  access: 'events:write',
  params: webhookPath,
  query: nothing,
  body: z.strictObject({}),
  responses: { 200: { description: 'Rotated; keep the secret.', schema: webhookSecretSchema } },
  errors: ['WEBHOOK_NOT_FOUND', 'UNAVAILABLE'],
  async handle({ params, deps, principal, inTenant }) {
    const { tenant_id, user_id, email } = principal;
    const answer = await inTenant(async (tx) => {
      const webhook = await findWebhook(tx, { webhook_id: params.id });
      if (webhook === null) throw new CodedError('WEBHOOK_NOT_FOUND', `There is no webhook ${params.id}.`);
      const { webhook_id, name, secret_ciphertext } = webhook;
      const next = nextSecret(deps.settings, { tenant_id, webhook_id }, secret_ciphertext, deps.now());
      await changeWebhook(tx, webhook_id, { secret_ciphertext: next.sealed });
      await appendAudit(tx, {
        ...{ action: 'webhook.rotated', actor_user_id: user_id, actor_email: email },
        ...{ entity_type: 'webhook', entity_id: webhook_id, details: { name } },
      });
      const url = webhookUrl(deps.settings.public_url, tenant_id, name);
      return {
        webhook_id,
        name,
        event: `webhook.${name}`,
        url,
        secret: next.secret,
        previous_secret_until: next.until,
      };
    });
    return json(200, answer, { 'Cache-Control': 'no-store' });
  },
});
