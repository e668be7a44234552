import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenApprovalCall } from '../../contracts/activity-envelope.ts';
import { changeSetSchema } from '../../contracts/change-set.ts';
import { channelsConfig } from '../../contracts/config/index.ts';
import type { Recommendation } from '../../contracts/recommendation.ts';
import { withTenant } from '../../db/connect.ts';
import { claimDelivery, listDeliveries } from '../../db/queries/deliveries.ts';
import { memberships, outbox, playbookVersions, recommendations, users } from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { budgetChange, quietRecommendation as quiet } from '../../tests/harness/decision-rows.ts';
import { openCall, settleCall } from '../../tests/harness/journal-calls.ts';
import { type MailDouble, readable, startMailDouble } from '../../tests/harness/mail-double.ts';
import { referenceIn, type SlackDouble, startSlackDouble } from '../../tests/harness/slack-double.ts';
import { emptyPlan, insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { announceByOutbox } from '../journal/announce.ts';
import { openApproval } from '../journal/open-approval.ts';
import { settleApproval } from '../journal/settle-approval.ts';
import { readAskedApproval } from './asked-approval.ts';
import { createChannels } from './channels.ts';
import { deliverApproval } from './deliver-approval.ts';

let database: TestDatabase;
let slack: SlackDouble;
let mail: MailDouble;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  [tenant, slack, mail] = await Promise.all([insertTenantRows(database.owner), startSlackDouble(), startMailDouble()]);
});
afterEach(() => Promise.all([slack.stop(), mail.stop()]));
afterAll(() => database.drop());

const channels = (more = {}) => {
  const settings = channelsConfig.parse({
    ...{ SLACK_BOT_TOKEN: 'xoxb-test', SLACK_CHANNEL: 'C1', SLACK_API_URL: slack.api_url },
    ...{ SMTP_URL: mail.smtp_url, MAIL_FROM: 'MBI <mbi@example.com>', ...more },
  });
  return createChannels({ ...settings, MBI_PUBLIC_URL: 'https://mbi.example/' }, { fetch });
};
const ask = async (more: Partial<OpenApprovalCall> = {}) => {
  const call = openCall(tenant, { change_set: budgetChange('100'), ...more });
  await openApproval(database.app, call, announceByOutbox);
  return call.approval_id;
};
const deliver = (approval_id: string, moment = 'asked', more = {}) =>
  deliverApproval(
    { database: database.app, channels: channels(more) },
    { tenant_id: tenant.tenant_id, execution_id: tenant.execution_id, approval_id, moment, message_key: moment },
  );
const settle = (approval_id: string, status: 'approved' | 'rejected') =>
  settleApproval(database.app, settleCall(tenant, approval_id, { status }), announceByOutbox);
const rows = (approval_id: string) =>
  withTenant(database.owner, tenant.tenant_id, (tx) => listDeliveries(tx, approval_id));
const linkIn = () => /\/v2\/decision-links\/[\w.-]+/.exec(readable(mail.received[0] ?? { to: '', source: '' }));

describe('an approval that is asked', () => {
  it('is told once in the chat and once to each person, however often and at once it is tried', async () => {
    const person = { user_id: randomUUID(), email: `second@${tenant.tenant_id}.example` };
    await withTenant(database.owner, tenant.tenant_id, async (tx) => {
      await tx.insert(users).values({ ...person, display_name: 'S', password_hash: '-' });
      await tx.insert(memberships).values({ user_id: person.user_id, roles: ['approver'] });
    });
    const approval_id = await ask();
    await deliver(approval_id);
    await Promise.all([deliver(approval_id), deliver(approval_id, 'escalated:1')]);
    expect(slack.posted).toHaveLength(1);
    expect(mail.received.map((each) => each.to).sort()).toEqual([tenant.email, person.email].sort());
    expect((await rows(approval_id)).every((row) => row.sent_at !== null)).toBe(true);
  });

  it('says before, after, deadline and what silence means, with buttons about exactly this plan', async () => {
    const approval_id = await ask();
    await deliver(approval_id);
    const shown = JSON.stringify(slack.posted[0]?.body);
    for (const words of ['$400.00 → $460.00 (+15 %)', '2030-01-01', 'counts as rejected']) {
      expect(shown).toContain(words);
      expect(readable(mail.received[0] ?? { to: '', source: '' })).toContain(words);
    }
    expect(referenceIn(slack.posted[0])).toBe(`${tenant.tenant_id}.${approval_id}.d1`);
    expect(shown).toContain(`https://mbi.example/admin/#/approvals/${approval_id}/show`);
  });

  it('with hostile names reaches nobody but who is asked, and runs nowhere', async () => {
    const title = '<!channel> <https://evil.example|click> & <script>alert(1)</script>\r\nBcc: x@evil.example';
    await deliver(await ask({ title }));
    const { text, blocks } = slack.posted[0]?.body ?? { text: '', blocks: [] };
    expect(text).not.toMatch(/<(!|http|script)/);
    expect(JSON.stringify(blocks)).not.toContain('mrkdwn');
    const letter = readable(mail.received[0] ?? { to: '', source: '' });
    expect(letter).toContain('&lt;script&gt;');
    expect(letter.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/m);
    expect(mail.received).toHaveLength(1);
  });

  it('says creatives by the names that the recommendation knows, whatever somebody called them', async () => {
    const [set] = budgetChange('100').changes;
    const names = { '41': 'Worn video', '43': '<!channel> *New* <script>alert(1)</script>' };
    const rotation = {
      ...set,
      field: 'creative_id',
      before: '41',
      after: '43',
      change_pct: null,
      money_moved_minor: 0,
    };
    const change_set = changeSetSchema.parse({ ...budgetChange('100'), changes: [rotation] });
    const approval_id = await ask({ change_set });
    await insertRecommendation(approval_id, { names });
    await deliver(approval_id);
    const { text, blocks } = slack.posted[0]?.body ?? { text: '', blocks: [] };
    expect(JSON.stringify(blocks)).toContain('Worn video → <!channel> *New*');
    expect(text).not.toMatch(/<(!|script)/);
    expect(JSON.stringify(blocks)).not.toContain('mrkdwn');
    const letter = readable(mail.received[0] ?? { to: '', source: '' });
    expect(letter).toContain('Worn video → &lt;!channel&gt; *New* &lt;script&gt;');
    expect(letter).not.toContain('41 → 43');
  });

  it('and has ended before anybody heard of it is not told at all', async () => {
    const approval_id = await ask();
    await settle(approval_id, 'rejected');
    await deliver(approval_id);
    expect([slack.posted, mail.received]).toEqual([[], []]);
  });

  it('is told nobody when nothing is configured', async () => {
    const nothing = { SLACK_CHANNEL: undefined, MAIL_FROM: undefined };
    await deliver(await ask(), 'asked', nothing);
    expect([slack.posted, mail.received]).toEqual([[], []]);
  });
});

describe('a link in a mail', () => {
  const label = (decision_links: string) =>
    withTenant(database.owner, tenant.tenant_id, (tx) =>
      tx.update(playbookVersions).set({ plan: { ...emptyPlan, labels: { decision_links } } }),
    );

  it('is there unless the playbook says never', async () => {
    await deliver(await ask());
    expect(linkIn()).not.toBeNull();
    mail.received.length = 0;
    await label('never');
    await deliver(await ask());
    expect(linkIn()).toBeNull();
  });

  it('is not there for a high risk unless the playbook says always', async () => {
    const approval_id = await ask();
    await insertRecommendation(approval_id, { risk_level: 'high' });
    const read = () =>
      withTenant(database.app, tenant.tenant_id, (tx) =>
        readAskedApproval(tx, tenant.tenant_id, approval_id, { public_url: null }),
      );
    expect(await read()).toMatchObject({ decidable_by_link: false, card: { risk: 'high' } });
    await label('always');
    expect(await read()).toMatchObject({ decidable_by_link: true });
  });
});

describe('an approval that has ended', () => {
  it('has its message rewritten without buttons, and nobody gets another mail', async () => {
    const approval_id = await ask();
    await deliver(approval_id);
    await settle(approval_id, 'rejected');
    await Promise.all([deliver(approval_id, 'settled:rejected'), deliver(approval_id, 'asked')]);
    expect(slack.posted).toHaveLength(1);
    expect(referenceIn(slack.posted[0])).toBeNull();
    expect(JSON.stringify(slack.posted[0]?.body)).toContain('Rejected');
    expect(mail.received).toHaveLength(1);
  });

  it('announces each moment once, in the transaction that records it', async () => {
    const approval_id = await ask();
    await settle(approval_id, 'approved');
    await settle(approval_id, 'approved');
    const messages = await withTenant(database.owner, tenant.tenant_id, (tx) =>
      tx.select().from(outbox).where(eq(outbox.tenant_id, tenant.tenant_id)),
    );
    expect(messages.map((each) => each.payload.moment)).toEqual(['asked', 'settled:approved']);
  });
});

describe('a channel that fails', () => {
  it('does not hold up the other, and is tried again until it works', async () => {
    slack.mishaps.push('wait');
    const approval_id = await ask();
    await expect(deliver(approval_id)).rejects.toMatchObject({ code: 'CHANNEL_UNAVAILABLE', retryAfterSeconds: 1 });
    expect([slack.posted.length, mail.received.length]).toEqual([0, 1]);
    mail.mishaps.push('wait');
    await deliver(approval_id);
    expect([slack.posted.length, mail.received.length]).toEqual([1, 1]);
  });

  it('and never answers is not asked again: the record says that nobody knows', async () => {
    slack.mishaps.push('lose_answer');
    mail.mishaps.push('lose_answer');
    const approval_id = await ask();
    await deliver(approval_id);
    await deliver(approval_id);
    expect([slack.posted.length, mail.received.length]).toEqual([1, 1]);
    const lost = await rows(approval_id);
    expect(lost.map((row) => [row.status, row.last_error?.split(':')[0]])).toEqual([
      ['failed', 'CHANNEL_ANSWER_LOST'],
      ['failed', 'CHANNEL_ANSWER_LOST'],
    ]);
  });

  it('and hangs up before it has the whole mail is asked again', async () => {
    mail.mishaps.push('hang_up');
    const approval_id = await ask();
    await expect(deliver(approval_id)).rejects.toMatchObject({ code: 'CHANNEL_UNAVAILABLE' });
    await deliver(approval_id);
    expect(mail.received).toHaveLength(1);
  });

  it('and refuses is left, without a word of its secrets', async () => {
    slack.mishaps.push('refuse');
    mail.mishaps.push('refuse');
    const approval_id = await ask();
    await deliver(approval_id);
    const failed = await rows(approval_id);
    expect(failed.map((row) => row.last_error).sort()).toEqual([
      'CHANNEL_REFUSED: Slack refused the message: channel_not_found.',
      'CHANNEL_REFUSED: The mail server refused the mail (550).',
    ]);
    expect(JSON.stringify(failed)).not.toContain('xoxb');
  });

  it('and whose worker died while it sent is not asked again', async () => {
    const approval_id = await ask();
    await withTenant(database.app, tenant.tenant_id, async (tx) => {
      const dedupe_key = `approval/${approval_id}/slack`;
      await claimDelivery(tx, { channel: 'slack', target: 'C1', kind: 'approval', approval_id, dedupe_key }, 'asked');
    });
    await expect(deliver(approval_id, 'escalated:1')).rejects.toMatchObject({ code: 'CHANNEL_UNAVAILABLE' });
    await deliver(approval_id, 'asked');
    expect(slack.posted).toEqual([]);
  });
});

async function insertRecommendation(approval_id: string, more: Partial<Recommendation>): Promise<void> {
  await withTenant(database.owner, tenant.tenant_id, (tx) =>
    tx.insert(recommendations).values({
      ...{ execution_id: tenant.execution_id, approval_id, campaign_id: '100', context: {} },
      ...{ recommended_workflow: quiet.recommended_workflow, specific_action: '', reasoning: '', signal_analysis: '' },
      ...{ root_cause: quiet.root_cause, confidence: 0.7, action: quiet.action },
      recommendation: { ...quiet, ...more },
    }),
  );
}
