import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { insertWebhook } from '../../../db/queries/webhooks.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { firstSecret } from '../../triggers/webhook-secrets.ts';
import { webhookSecretSchema, webhookUrl } from './webhook-schema.ts';

/** Opens a door for signed events named `webhook.<name>`, and shows its secret this once. */
export const createWebhook = defineOperation({
  method: 'post',
  path: '/v2/webhooks',
  id: 'create_webhook',
  tag: 'events',
  summary: 'Create a signed webhook.',
  access: 'events:write',
  params: nothing,
  query: nothing,
  body: z.strictObject({
    name: z
      .string()
      .regex(/^(?!(?:rotate|revoke)$)[a-z][a-z0-9_-]{0,59}$/)
      .describe('small letters, digits, _ and -'),
  }),
  responses: { 201: { description: 'Created; keep the secret.', schema: webhookSecretSchema } },
  errors: ['WEBHOOK_NAME_TAKEN', 'UNAVAILABLE'],
  async handle({ body, deps, principal, inTenant }) {
    const { name } = body;
    const { tenant_id, user_id, email } = principal;
    const webhook_id = randomUUID();
    const { secret, sealed } = firstSecret(deps.settings, { tenant_id, webhook_id });
    await inTenant(async (tx) => {
      const webhook = { webhook_id, name, secret_ciphertext: sealed, created_by: user_id };
      if (!(await insertWebhook(tx, webhook))) {
        throw new CodedError('WEBHOOK_NAME_TAKEN', `There is, or was, a webhook named ${name}.`, { name });
      }
      await appendAudit(tx, {
        ...{ action: 'webhook.created', actor_user_id: user_id, actor_email: email },
        ...{ entity_type: 'webhook', entity_id: webhook_id, details: { name } },
      });
    });
    const url = webhookUrl(deps.settings.public_url, tenant_id, name);
    const answer = { webhook_id, name, event: `webhook.${name}`, url, secret, previous_secret_until: null };
    return json(201, answer, { 'Cache-Control': 'no-store' });
  },
});
