import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ledgerSchema } from '../../contracts/ad-platform.ts';
import { demoTenants } from '../../contracts/demo-world.ts';
import { type MailDouble, readable, startMailDouble } from '../harness/mail-double.ts';
import { deliverPress, pressBody, referenceIn, type SlackDouble, startSlackDouble } from '../harness/slack-double.ts';
import { type Stack, startStack } from '../harness/stack.ts';

const [tenant] = demoTenants;
const campaign_id = tenant?.campaigns[0]?.campaign_id ?? '';
const secret = randomBytes(16).toString('hex');
const token = `xoxb-${randomBytes(12).toString('hex')}`;

let slack: SlackDouble;
let mail: MailDouble;
let stack: Stack;
beforeAll(async () => {
  [slack, mail] = await Promise.all([startSlackDouble(token), startMailDouble()]);
  const shared = { SLACK_API_URL: slack.api_url, MBI_PUBLIC_URL: 'http://public.example' };
  stack = await startStack({
    worker: {
      ...shared,
      ...{ SLACK_BOT_TOKEN: token, SLACK_CHANNEL: 'C0APPROVALS' },
      ...{ SMTP_URL: mail.smtp_url, MAIL_FROM: 'MBI <mbi@example.com>' },
    },
    api: { ...shared, SLACK_SIGNING_SECRET: secret },
  });
  const raise = [
    ...[
      'id: raise_v1',
      'name: Raise',
      'scope: none',
      'inputs: { to: { type: integer } }',
      'steps:',
      '  - id: raise',
      '    agent: AdPlatformAgent',
    ],
    ...[
      '    action: set_daily_budget',
      `    params: { campaign_id: '${campaign_id}', daily_budget_minor: '{{inputs.to}}' }`,
    ],
    ...['    approval:', "      title: 'Raise it <!channel> & <b>now</b>'", '      approvers: { roles: [approver] }'],
    ...[
      '      timeout: 1h',
      '      on_timeout: reject',
      '      undo_window: 0s',
      'guardrails:',
      '  max_budget_change_pct: 90',
    ],
  ].join('\n');
  await stack.deploy('raise', raise);
  const admin = await stack.as('admin');
  const linked = await Promise.all(
    [
      ['approver', 'U0APPROVER'],
      ['marketer', 'U0MARKETER'],
    ].map(([name, external_id]) =>
      admin.post('/v2/channel-identities', { channel: 'slack', email: `${name}@${tenant?.email_domain}`, external_id }),
    ),
  );
  expect(linked.map((answer) => answer.status)).toEqual([200, 200]);
}, 120_000);
afterAll(async () => {
  await stack.stop();
  await Promise.all([slack.stop(), mail.stop()]);
});

async function ledger() {
  const answer = await fetch(`${stack.sandbox.url}/_sandbox/ledger`);
  return ledgerSchema.parse(await answer.json()).entries;
}

async function ask(to: number) {
  const marketer = await stack.as('marketer');
  const before = { posted: slack.posted.length, mails: mail.received.length };
  const started = await marketer.post('/v2/playbooks/raise/execute', { inputs: { to } });
  expect(started.status, JSON.stringify(started.body)).toBe(202);
  const execution_id = started.text('execution_id');
  await marketer.untilExecution(execution_id, ['waiting_for_approval']);
  await vi.waitUntil(() => slack.posted.length > before.posted && mail.received.length > before.mails, {
    timeout: 20_000,
  });
  return { marketer, execution_id, message: slack.posted.at(-1), letter: mail.received.at(-1) };
}

const press = (reference: string, external_id: string) =>
  deliverPress(stack.api_url, pressBody({ reference, external_id, response_url: slack.hook_url }), { secret });

it('a signed button press in Slack approves exactly what was shown; the change is applied once and the message is rewritten', async () => {
  const { marketer, execution_id, message } = await ask(41_000);
  const shown = JSON.stringify(message?.body);
  expect(shown).toContain('Raise it <!channel> & <b>now</b>');
  expect(message?.body.text).toContain('&lt;!channel&gt;');
  expect(shown).not.toContain('"mrkdwn"');
  const reference = referenceIn(message) ?? '';

  // A stranger and the person who asked hear a private no, and the approval goes on waiting.
  expect((await press(reference, 'U0STRANGER')).status).toBe(200);
  expect((await press(reference, 'U0MARKETER')).status).toBe(200);
  await expect.poll(() => slack.whispers.length).toBe(2);
  expect(slack.whispers[0]).toContain('Nobody in MBI is known');
  expect(slack.whispers[1]).toContain('You asked for this change');
  expect((await marketer.get(`/v2/playbooks/executions/${execution_id}`)).at('status')).toBe('waiting_for_approval');
  expect(await ledger()).toEqual([]);

  expect((await press(reference, 'U0APPROVER')).status).toBe(200);
  await marketer.untilExecution(execution_id, ['completed']);
  expect((await press(reference, 'U0APPROVER')).status).toBe(200);
  expect(await ledger()).toHaveLength(1);
  await vi.waitUntil(() => referenceIn(message) === null, { timeout: 20_000 });
  expect(JSON.stringify(message?.body)).toContain(`Approved by approver@${tenant?.email_domain}`);
  expect(slack.posted).toHaveLength(1);
  const [decision] = await stack.database.owner.sql`select channel, status from decisions where status = 'accepted'`;
  expect(decision).toEqual({ channel: 'slack', status: 'accepted' });
}, 90_000);

it('a link in a mail shows on GET, decides once on POST, and the change is applied once', async () => {
  const before = (await ledger()).length;
  const source = await ask(42_000);
  const link = /http:\/\/public\.example(\/v2\/decision-links\/[\w.-]+)/.exec(
    readable(source.letter ?? { to: '', source: '' }),
  )?.[1];
  expect(source.letter?.to).toBe(`approver@${tenant?.email_domain}`);
  const page = await fetch(`${stack.api_url}${link}`);
  expect(await page.text()).toContain('Raise it &lt;!channel&gt; &amp; &lt;b&gt;now&lt;/b&gt;');
  expect(await ledger()).toHaveLength(before);
  const yes = () =>
    fetch(`${stack.api_url}${link}`, { method: 'POST', body: new URLSearchParams({ decision: 'approve' }) });
  const answers = await Promise.all([yes(), yes(), yes()]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 410, 410]);
  await source.marketer.untilExecution(source.execution_id, ['completed']);
  expect((await ledger()).length).toBe(before + 1);
  const rows = await stack.database.owner.sql`select 1 from decisions where channel = 'email' and status = 'accepted'`;
  expect(rows).toHaveLength(1);
}, 90_000);

it('no secret of a channel is in a log', () => {
  for (const word of [token, secret]) expect(stack.logs()).not.toContain(word);
  expect(stack.logs()).not.toMatch(/decision-links\/[0-9a-f-]{36}/);
});
