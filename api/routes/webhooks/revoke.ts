import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { changeWebhook, findWebhook } from '../../../db/queries/webhooks.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { moment } from '../../operation/paging.ts';
import { webhookPath } from './webhook-schema.ts';

/** Shuts a webhook for ever; its name is not given to another. */
export const revokeWebhook = defineOperation({
  method: 'post',
  path: '/v2/webhooks/:id/revoke',
  id: 'revoke_webhook',
  tag: 'events',
  summary: 'Revoke a webhook.',
  access: 'events:write',
  params: webhookPath,
  query: nothing,
  body: z.strictObject({}),
  responses: {
    200: { description: 'Revoked.', schema: z.object({ webhook_id: z.uuid(), name: z.string(), revoked_at: moment }) },
  },
  errors: ['WEBHOOK_NOT_FOUND'],
  async handle({ params, deps, principal, inTenant }) {
    const answer = await inTenant(async (tx) => {
      const webhook = await findWebhook(tx, { webhook_id: params.id });
      if (webhook === null) throw new CodedError('WEBHOOK_NOT_FOUND', `There is no webhook ${params.id}.`);
      const { webhook_id, name } = webhook;
      const revoked_at = deps.now();
      await changeWebhook(tx, webhook_id, { revoked_at });
      await appendAudit(tx, {
        ...{ action: 'webhook.revoked', actor_user_id: principal.user_id, actor_email: principal.email },
        ...{ entity_type: 'webhook', entity_id: webhook_id, details: { name } },
      });
      return { webhook_id, name, revoked_at };
    });
    return json(200, answer);
  },
});
