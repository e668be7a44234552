import type { DeliverApprovalInput } from '../../contracts/activity-envelope.ts';
import { htmlText, oneLine } from '../../contracts/html-text.ts';
import { withTenant } from '../../db/connect.ts';
import { findDelivery, settleDelivery } from '../../db/queries/deliveries.ts';
import { readToldRecommendation, type ToldRecommendation } from './asked-recommendation.ts';
import type { DeliveryDependencies } from './deliver-approval.ts';
import { sendOnce } from './send-once.ts';
import { escaped, plainText } from './slack/plain-text.ts';
import type { SlackMessage } from './slack/slack-channel.ts';

/** Moments of a recommendation that nobody is asked about; all others are those of approvals. */
export function isOfRecommendation({ moment }: Pick<DeliverApprovalInput, 'moment'>): boolean {
  return moment === 'recommended' || moment === 'recommendation_decided';
}

/**
 * Tells people of a recommendation as it stands now: one chat message, rewritten once it was decided, and one mail to each of
 * those who decide while it waits. `approval_id` is the recommendation's id. Throws CHANNEL_UNAVAILABLE when some of it
 * should be tried again; what was sent is not sent twice then.
 */
export async function deliverRecommendation(deps: DeliveryDependencies, input: DeliverApprovalInput): Promise<void> {
  const { database, channels } = deps;
  const { tenant_id, approval_id: id, message_key: sender } = input;
  const told = await withTenant(database, tenant_id, (tx) => readToldRecommendation(tx, id, channels));
  if (told === null) return;
  const about = { database, tenant_id, sender };
  const row = { kind: 'recommendation', approval_id: null };
  const { slack, email } = channels;
  const chat = async () => {
    if (slack === null) return;
    const dedupe_key = `recommendation/${id}/slack`;
    const known = await withTenant(database, tenant_id, (tx) => findDelivery(tx, dedupe_key));
    // What was decided before anybody heard of it is not worth a message.
    if (told.ending !== null && (known === null || known.status === 'deferred')) return;
    const delivery = { ...row, channel: 'slack' as const, target: slack.channel, dedupe_key };
    const verdict = await sendOnce({ ...about, delivery, send: () => slack.post(messageOf(told)) });
    if (verdict !== 'sent_before' || told.ending === null || known?.external_ref == null) return;
    await slack.rewrite(known.external_ref, messageOf(told));
    await withTenant(database, tenant_id, (tx) => settleDelivery(tx, dedupe_key, { status: 'rewritten' }));
  };
  const mails = (email === null || told.ending !== null ? [] : told.people).map((person) => {
    const dedupe_key = `recommendation/${id}/email/${person.user_id}`;
    const delivery = { ...row, channel: 'email' as const, target: person.user_id, dedupe_key };
    const send = async () => (await email?.send({ to: person.email, key: dedupe_key, ...mailOf(told) })) ?? '';
    return sendOnce({ ...about, delivery, send });
  });
  const results = await Promise.allSettled([chat(), ...mails]);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

function messageOf({ title, facts, ending, url }: ToldRecommendation): SlackMessage {
  const open = { type: 'button', action_id: 'open_recommendation', text: plainText('Open'), url };
  return {
    text: escaped(ending === null ? `Recommended: ${title}` : `${ending} ${title}`),
    blocks: [
      { type: 'header', text: plainText(title, 150) },
      { type: 'section', text: plainText(facts.join('\n')) },
      ...(ending === null ? [] : [{ type: 'section', text: plainText(ending) }]),
      ...(url === null ? [] : [{ type: 'actions', elements: [open] }]),
    ],
  };
}

function mailOf({ title, facts, url }: ToldRecommendation) {
  const link = url === null ? [] : [`Open it: ${url}`];
  const paragraphs = facts.map((fact) => `<p style="margin:8px 0">${htmlText(fact)}</p>`);
  const open = url === null ? '' : `<p style="margin:16px 0"><a href="${htmlText(url)}">Open it</a></p>`;
  return {
    subject: oneLine(`Recommended: ${title}`),
    text: [oneLine(title, 300), '', ...facts.map((fact) => oneLine(fact, 1_000)), '', ...link].join('\n'),
    html: `<!doctype html><html lang="en"><body style="font-family:sans-serif"><h1 style="font-size:18px">${htmlText(title)}</h1>${paragraphs.join('')}${open}</body></html>`,
  };
}
