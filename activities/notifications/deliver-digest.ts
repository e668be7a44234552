import { htmlText, oneLine } from '../../contracts/html-text.ts';
import type { Database } from '../../db/connect.ts';
import type { Digest } from '../agents/notification/send-digest.handler.ts';
import type { Channels } from './channels.ts';
import { type SendVerdict, sendOnce } from './send-once.ts';
import { escaped, plainText } from './slack/plain-text.ts';
import type { SlackMessage } from './slack/slack-channel.ts';

/** As many lines as fit into one message of Slack with the title before them. */
const mostSections = 40;

/**
 * Sends a digest through the channels that are configured: one chat message, and a mail to each person. A channel that
 * fails leaves the other alone. Throws CHANNEL_UNAVAILABLE when something should be tried again; what was sent is not
 * sent twice then.
 */
export function createDigestDelivery(database: Database, { slack, email }: Channels) {
  return async (digest: Digest) => {
    const { tenant_id, key, people } = digest;
    const about = { database, tenant_id, sender: key };
    const row = { kind: 'digest', approval_id: null };
    const chat = async (): Promise<SendVerdict | null> => {
      if (slack === null) return null;
      const delivery = { ...row, channel: 'slack' as const, target: slack.channel, dedupe_key: `digest/${key}/slack` };
      return sendOnce({ ...about, delivery, send: () => slack.post(digestMessage(digest)) });
    };
    const mails = (email === null ? [] : people).map(async (person) => {
      const dedupe_key = `digest/${key}/email/${person.user_id}`;
      const delivery = { ...row, channel: 'email' as const, target: person.user_id, dedupe_key };
      const send = async () => (await email?.send({ to: person.email, key: dedupe_key, ...digestMail(digest) })) ?? '';
      return sendOnce({ ...about, delivery, send });
    });
    const [said, ...written] = await Promise.allSettled([chat(), ...mails]);
    const failed = [said, ...written].find((each) => each?.status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
    const verdicts = written.map((each) => (each.status === 'fulfilled' ? each.value : null));
    const told = said?.status === 'fulfilled' ? said.value : null;
    const mails_failed = verdicts.filter((verdict) => verdict === 'given_up').length;
    return {
      chat: told === null ? ('not_configured' as const) : told === 'given_up' ? ('failed' as const) : ('sent' as const),
      mails_sent: verdicts.length - mails_failed,
      mails_failed,
    };
  };
}

function digestMessage({ title, text }: Digest): SlackMessage {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const groups = Array.from({ length: Math.min(mostSections, Math.ceil(lines.length / 10)) }, (_, index) =>
    lines.slice(index * 10, index * 10 + 10).join('\n'),
  );
  const sections = groups.map((group) => ({ type: 'section', text: plainText(group) }));
  return { text: escaped(title), blocks: [{ type: 'header', text: plainText(title, 150) }, ...sections] };
}

function digestMail({ title, text }: Digest) {
  const paragraphs = text.split('\n').map((line) => `<p style="margin:6px 0">${htmlText(line)}</p>`);
  const html = `<!doctype html><html lang="en"><body style="font-family:sans-serif"><h1 style="font-size:18px">${htmlText(title)}</h1>${paragraphs.join('')}</body></html>`;
  return { subject: oneLine(title), text, html };
}
