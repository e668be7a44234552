import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { withTenant } from '../../../db/connect.ts';
import { recordEvent } from '../../../db/queries/domain-events.ts';
import { findWebhook, touchWebhook } from '../../../db/queries/webhooks.ts';
import { definePublicOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { checkStorable } from '../../operation/read-body.ts';
import { readBytes } from '../../operation/read-bytes.ts';
import { secretsAt } from '../../triggers/webhook-secrets.ts';
import { isSigned } from '../../triggers/webhook-signature.ts';
import { receivedSchema } from '../events/receive-event.ts';

const mostBytes = 64 * 1_024;
/** For one webhook: so many calls that are signed, and so many that are not. */
const perMinute = { signed: 600, unsigned: 120 } as const;

const entitySchema = z.looseObject({
  entity: z.object({ type: z.enum(['campaign', 'account', 'brand']), id: z.string().min(1).max(200) }),
});

/**
 * Takes a signed event in (Standard Webhooks 1.0). Whatever is wrong with a call, the answer is the same 401, so that
 * nobody learns which webhooks there are. A `webhook-id` is taken once. An `entity` {type, id} in the body is what the
 * event is about.
 */
export const receiveWebhook = definePublicOperation({
  method: 'post',
  path: '/v2/webhooks/:tenant_id/:name',
  id: 'receive_webhook',
  tag: 'events',
  summary: 'Receive a signed event (headers webhook-id, webhook-timestamp, webhook-signature).',
  params: z.strictObject({ tenant_id: z.string().max(100), name: z.string().max(100) }),
  query: nothing,
  body: noBody,
  body_kind: 'raw',
  responses: { 202: { description: 'Taken in.', schema: receivedSchema } },
  errors: ['WEBHOOK_SIGNATURE_INVALID', 'BODY_TOO_LARGE', 'RATE_LIMITED', 'UNAVAILABLE'],
  async handle({ params, header, stream, deps }) {
    const { name } = params;
    const body = await readBytes(stream, mostBytes);
    const tenant_id = z.uuid().safeParse(params.tenant_id).data;
    if (tenant_id === undefined) throw refused();
    const webhook = await withTenant(deps.database, tenant_id, (tx) => findWebhook(tx, { name }));
    const [id, timestamp] = [header('webhook-id'), header('webhook-timestamp')];
    const secrets =
      webhook === null
        ? []
        : secretsAt(
            deps.settings,
            { tenant_id, webhook_id: webhook.webhook_id },
            webhook.secret_ciphertext,
            deps.now(),
          );
    const signed = isSigned({ id, timestamp, signature: header('webhook-signature') }, body, secrets, deps.now());
    const owner = `${tenant_id}/${name}`;
    // Strangers have a limit of their own, or their noise would shut the sender out.
    if (signed) await deps.limits.take('webhook', owner, perMinute.signed);
    else await deps.limits.take('webhook_unsigned', owner, perMinute.unsigned);
    if (webhook === null || id === undefined || !signed) throw refused();
    const data = readJson(body);
    const about = entitySchema.safeParse(data);
    const { event, added } = await withTenant(deps.database, tenant_id, async (tx) => {
      await touchWebhook(tx, webhook.webhook_id);
      return recordEvent(tx, {
        ...{
          name: `webhook.${name}`,
          entity: about.success ? about.data.entity : null,
          data,
          source: `webhook:${name}`,
        },
        ...{ dedupe_key: `webhook/${name}/${id}`, occurred_at: new Date(Number(timestamp) * 1_000) },
      });
    });
    return json(202, { event_id: event.event_id, added });
  },
});

function refused(): CodedError {
  return new CodedError('WEBHOOK_SIGNATURE_INVALID', 'Invalid signature');
}

/** Any JSON but a bare null, which would be no data at all. Only read when the signature was right, so this says nothing to strangers. */
function readJson(body: Buffer) {
  const read = parsed(body);
  checkStorable(read);
  const { data = null } = z.json().safeParse(read);
  if (data !== null) return data;
  throw new CodedError('REQUEST_INVALID', 'The body is not JSON.', { errors: [{ pointer: '/body', detail: 'JSON' }] });
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
