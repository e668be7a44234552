import { CodedError } from '../../contracts/errors/index.ts';
import { type Database, withTenant } from '../../db/connect.ts';
import { appendAudit } from '../../db/queries/audit.ts';
import { claimDelivery, type NewDelivery, settleDelivery } from '../../db/queries/deliveries.ts';

/** How sending a message ended: now, before, never, or nobody knows. */
export type SendVerdict = 'sent' | 'sent_before' | 'given_up';

/** One message and whoever sends it; the same `sender` that finds its own message unfinished had lost the answer. */
export type OneSend = {
  readonly database: Database;
  readonly tenant_id: string;
  readonly delivery: NewDelivery;
  readonly sender: string;
  /** Sends and gives the reference of what was sent. Throws CHANNEL_*. */
  readonly send: () => Promise<string>;
};

/**
 * Sends a message at most once. The row is written first: whoever finds it as `sending` by themselves died in between, and
 * then nobody can say whether the message arrived, so it is given up and written down as that. Only what certainly did
 * not arrive is tried again. Throws CHANNEL_UNAVAILABLE in that case, and while somebody else is sending it.
 */
export async function sendOnce(one: OneSend): Promise<SendVerdict> {
  const { database, tenant_id, delivery, sender } = one;
  const claim = await withTenant(database, tenant_id, (tx) => claimDelivery(tx, delivery, sender));
  if (!claim.claimed) {
    const { status, external_ref } = claim.row;
    if (status === 'failed') return 'given_up';
    if (status !== 'sending') return 'sent_before';
    if (external_ref !== sender) throw new CodedError('CHANNEL_UNAVAILABLE', 'The message is just being sent.');
    return giveUp(one, new CodedError('CHANNEL_ANSWER_LOST', 'The worker stopped while it was sending.'));
  }
  let external_ref: string;
  try {
    external_ref = await one.send();
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'CHANNEL_UNAVAILABLE') return giveUp(one, error);
    const deferred = { status: 'deferred' as const, external_ref: null, last_error: reasonOf(error) };
    await withTenant(database, tenant_id, (tx) => settleDelivery(tx, delivery.dedupe_key, deferred));
    throw error;
  }
  const sent = { status: 'sent' as const, external_ref, last_error: null, sent_at: new Date() };
  await withTenant(database, tenant_id, (tx) => settleDelivery(tx, delivery.dedupe_key, sent));
  return 'sent';
}

/** Nobody is told in chat or by mail then, so at least the record says so; the inbox has the question in any case. */
async function giveUp({ database, tenant_id, delivery }: OneSend, error: unknown): Promise<'given_up'> {
  const last_error = reasonOf(error);
  await withTenant(database, tenant_id, async (tx) => {
    await settleDelivery(tx, delivery.dedupe_key, { status: 'failed', external_ref: null, last_error });
    await appendAudit(tx, {
      ...{ agent_name: 'notifications', action: 'delivery.failed', entity_type: delivery.kind },
      entity_id: delivery.approval_id ?? delivery.dedupe_key,
      details: { channel: delivery.channel, reason: last_error },
    });
  });
  return 'given_up';
}

function reasonOf(error: unknown): string {
  if (error instanceof CodedError) return `${error.code}: ${error.message}`;
  return 'CHANNEL_ANSWER_LOST: Something went wrong while sending.';
}
