import type { DeliverApprovalInput } from '../../contracts/activity-envelope.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import { type Database, withTenant } from '../../db/connect.ts';
import { createDecisionLink } from '../../db/queries/decision-links.ts';
import { findDelivery, settleDelivery } from '../../db/queries/deliveries.ts';
import { type AskedApproval, readAskedApproval } from './asked-approval.ts';
import type { Channels } from './channels.ts';
import { approvalMail } from './email/approval-mail.ts';
import type { MailChannel } from './email/mail-channel.ts';
import { sendOnce } from './send-once.ts';
import { approvalMessage } from './slack/approval-message.ts';
import type { SlackChannel } from './slack/slack-channel.ts';

/** What a delivery works with. */
export type DeliveryDependencies = { readonly database: Database; readonly channels: Channels };

/**
 * Tells people of an approval as it stands now, whatever moment caused it: a chat message that is posted once and
 * rewritten ever after, and a mail to each person who may decide, once. Because only the present state is told, moments may
 * arrive in any order and any number of times. A channel that fails leaves the other alone; then the whole is tried
 * again. Throws CHANNEL_UNAVAILABLE.
 */
export async function deliverApproval(deps: DeliveryDependencies, input: DeliverApprovalInput): Promise<void> {
  const { slack, email } = deps.channels;
  const results = await Promise.allSettled([
    ...(slack === null ? [] : [tellChat(deps, slack, input)]),
    ...(email === null ? [] : [tellPeople(deps, email, input)]),
  ]);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

const read = ({ database, channels }: DeliveryDependencies, { tenant_id, approval_id }: DeliverApprovalInput) =>
  withTenant(database, tenant_id, (tx) => readAskedApproval(tx, tenant_id, approval_id, channels));

async function tellChat(deps: DeliveryDependencies, slack: SlackChannel, input: DeliverApprovalInput): Promise<void> {
  const { database } = deps;
  const { tenant_id, approval_id, message_key } = input;
  const dedupe_key = `approval/${approval_id}/slack`;
  const approval = await read(deps, input);
  if (approval === null) return;
  const known = await withTenant(database, tenant_id, (tx) => findDelivery(tx, dedupe_key));
  // What ended before anybody heard of it is not worth a message, unless no person ended it.
  if (approval.ending !== null && approval.card.quorum > 0 && (known === null || known.status === 'deferred')) return;
  const delivery = { channel: 'slack' as const, target: slack.channel, kind: 'approval', approval_id, dedupe_key };
  const send = () => slack.post(approvalMessage(approval));
  const verdict = await sendOnce({ database, tenant_id, delivery, sender: message_key, send });
  if (verdict === 'sent_before' && known?.external_ref != null) await rewrite(deps, slack, input, known.external_ref);
}

/** Rewrites until what stands there is what is true: of two at once, the later one sees what the earlier one missed. */
async function rewrite(
  deps: DeliveryDependencies,
  slack: SlackChannel,
  input: DeliverApprovalInput,
  external_ref: string,
): Promise<void> {
  const { tenant_id, approval_id } = input;
  let shown: string | null = null;
  for (;;) {
    const approval = await read(deps, input);
    if (approval === null) return;
    const message = approvalMessage(approval);
    const wanted = JSON.stringify(message);
    if (wanted === shown) break;
    await slack.rewrite(external_ref, message);
    shown = wanted;
  }
  await withTenant(deps.database, tenant_id, (tx) =>
    settleDelivery(tx, `approval/${approval_id}/slack`, { status: 'rewritten' }),
  );
}

/** Everybody who may decide and has no mail yet. Once it is decided, nobody is written to. */
async function tellPeople(deps: DeliveryDependencies, email: MailChannel, input: DeliverApprovalInput): Promise<void> {
  const approval = await read(deps, input);
  if (approval === null || approval.ending !== null) return;
  const results = await Promise.allSettled(
    approval.eligible.map((person) => mailTo(deps, email, input, { approval, person })),
  );
  const failed = results.find((result) => result.status === 'rejected');
  if (failed === undefined) return;
  throw failed.reason instanceof CodedError ? failed.reason : new Error('A mail could not be prepared.');
}

async function mailTo(
  deps: DeliveryDependencies,
  email: MailChannel,
  { tenant_id, approval_id, message_key }: DeliverApprovalInput,
  { approval, person }: { readonly approval: AskedApproval; readonly person: AskedApproval['eligible'][number] },
): Promise<void> {
  const { database, channels } = deps;
  const dedupe_key = `approval/${approval_id}/email/${person.user_id}`;
  const delivery = { channel: 'email' as const, target: person.user_id, kind: 'approval', approval_id, dedupe_key };
  const send = async () => {
    const decision_url = await linkFor(database, tenant_id, channels, approval, person.user_id);
    return email.send({ to: person.email, key: dedupe_key, ...approvalMail(approval, decision_url) });
  };
  await sendOnce({ database, tenant_id, delivery, sender: message_key, send });
}

/** Made right before the mail goes out: the token exists nowhere but in it. */
async function linkFor(
  database: Database,
  tenant_id: string,
  { public_url }: Channels,
  approval: AskedApproval,
  user_id: string,
): Promise<string | null> {
  if (public_url === null || !approval.decidable_by_link) return null;
  const link = { approval_id: approval.reference.approval_id, user_id, expires_at: approval.expires_at };
  const { token } = await withTenant(database, tenant_id, (tx) => createDecisionLink(tx, link));
  return `${public_url}/v2/decision-links/${tenant_id}.${token}`;
}
