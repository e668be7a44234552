import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { channelsConfig } from '../../../contracts/config/index.ts';
import { withTenant } from '../../../db/connect.ts';
import { listNotifications } from '../../../db/queries/notifications.ts';
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts';
import { originOf } from '../../../tests/harness/journal-calls.ts';
import { type MailDouble, startMailDouble } from '../../../tests/harness/mail-double.ts';
import { type SlackDouble, startSlackDouble } from '../../../tests/harness/slack-double.ts';
import { insertTenantRows, type TenantRows } from '../../../tests/harness/tenant-rows.ts';
import { createChannels } from '../../notifications/channels.ts';
import { createDigestDelivery } from '../../notifications/deliver-digest.ts';
import { createNotificationHandlers } from './handlers.ts';

let database: TestDatabase;
let tenant: TenantRows;
let slack: SlackDouble;
let mail: MailDouble;
beforeAll(async () => {
  [database, slack, mail] = await Promise.all([createTestDatabase(), startSlackDouble(), startMailDouble()]);
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => Promise.all([database.drop(), slack.stop(), mail.stop()]));

function send(
  key: string,
  { configured = true, mode = 'live' }: { configured?: boolean; mode?: 'live' | 'shadow' } = {},
) {
  const settings = channelsConfig.parse(
    configured
      ? {
          ...{ SLACK_BOT_TOKEN: 'xoxb-test', SLACK_CHANNEL: 'C1', SLACK_API_URL: slack.api_url },
          ...{ SMTP_URL: mail.smtp_url, MAIL_FROM: 'mbi@example.com' },
        }
      : {},
  );
  const channels = createChannels({ ...settings, MBI_PUBLIC_URL: undefined }, { fetch });
  const deliverDigest = createDigestDelivery(database.app, channels);
  const [handler] = createNotificationHandlers({ database: database.app, deliverDigest });
  const origin = originOf(tenant, { idempotency_key: key, mode });
  const params = { title: 'The week <!here>', text: 'Applied: 2 changes.\nSpent: <b>10</b>.', roles: ['approver'] };
  const log = { info: () => undefined, warn: () => undefined };
  const context = { origin, signal: new AbortController().signal, heartbeat: () => undefined, log };
  return handler?.call({ phase: 'run', origin, params }, context);
}

const inbox = async () => {
  const filter = { user_id: tenant.user_id, unread_only: false, limit: 50, after: null };
  const page = await withTenant(database.app, tenant.tenant_id, (tx) => listNotifications(tx, filter));
  return page.rows.filter((row) => row.kind === 'digest');
};

it('a digest reaches each person once in the inbox, the chat and by mail, however often the step is tried', async () => {
  const key = randomUUID();
  mail.mishaps.push('wait');
  await expect(send(key)).rejects.toMatchObject({ code: 'CHANNEL_UNAVAILABLE' });
  const told = { people: 1, inbox: 1, chat: 'sent', mails_sent: 1, mails_failed: 0 };
  expect(await send(key)).toEqual(told);
  expect(await send(key)).toEqual(told);
  expect([slack.posted.length, mail.received.length, (await inbox()).length]).toEqual([1, 1, 1]);
  expect(slack.posted[0]?.body.text).toBe('The week &lt;!here&gt;');
  expect(mail.received[0]?.source).toContain('&lt;b&gt;10&lt;/b&gt;');
});

it('without channels the inbox alone is written, and in the shadow nothing at all', async () => {
  const before = (await inbox()).length;
  expect(await send(randomUUID(), { configured: false })).toMatchObject({ chat: 'not_configured', inbox: 1 });
  expect(await send(randomUUID(), { mode: 'shadow' })).toMatchObject({ people: 1, inbox: 0 });
  expect([(await inbox()).length, slack.posted.length]).toEqual([before + 1, 1]);
});
