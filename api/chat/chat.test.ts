import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toChatReference } from '../../contracts/chat.ts';
import { demoTenants } from '../../contracts/demo-world.ts';
import { withTenant } from '../../db/connect.ts';
import { listDecisions } from '../../db/queries/approvals-list.ts';
import { auditLog } from '../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../tests/harness/api-server.ts';
import { insertWaitingRows } from '../../tests/harness/decision-rows.ts';
import { recordingTemporal } from '../../tests/harness/recording-temporal.ts';
import { deliverPress, pressBody, type SlackDouble, startSlackDouble } from '../../tests/harness/slack-double.ts';

const secret = 'signing-secret-of-the-tests';
const [tenant, other] = demoTenants;
const tenant_id = tenant?.tenant_id ?? '';
const campaign_id = tenant?.campaigns[0]?.campaign_id ?? '';
/** A workflow that never answers, so that every decision is a slow one. */
const temporal = recordingTemporal();

let slack: SlackDouble;
let api: TestApi;
let rows: Awaited<ReturnType<typeof insertWaitingRows>>;
const plan_digest = 'a'.repeat(64);
beforeAll(async () => {
  slack = await startSlackDouble();
  api = await startTestApi({
    temporal: temporal.gateway,
    environment: { SLACK_SIGNING_SECRET: secret, SLACK_API_URL: slack.api_url },
  });
  const admin = await api.as('admin');
  for (const [name, external_id] of Object.entries({ approver: 'U1', marketer: 'U2', viewer: 'U3' })) {
    const email = `${name}@${tenant?.email_domain}`;
    expect((await admin.post('/v2/channel-identities', { channel: 'slack', email, external_id })).status).toBe(200);
  }
});
beforeEach(async () => {
  rows = await insertWaitingRows(api.database.owner, tenant_id, { campaign_id, requester: 'marketer' });
  slack.whispers.length = 0;
});
afterAll(async () => {
  await api.stop();
  await slack.stop();
});

const referenceOf = (more = {}) => toChatReference({ tenant_id, approval_id: rows.approval_id, plan_digest, ...more });
const bodyOf = (external_id: string, more: { reference?: string; reason?: string } = {}) =>
  pressBody({ reference: referenceOf(), external_id, response_url: slack.hook_url, ...more });
const decisions = () => withTenant(api.database.owner, tenant_id, (tx) => listDecisions(tx, rows.approval_id));
const signals = () =>
  temporal.signals
    .filter((each) => JSON.stringify(each.payload).includes(rows.approval_id))
    .map((each) => each.payload);

describe('a press in Slack', () => {
  it('is acknowledged before the workflow has answered, and signals exactly one decision however often it comes', async () => {
    const first = await deliverPress(api.api_url, bodyOf('U1'), { secret });
    expect([first.status, await first.text()]).toEqual([200, '{}']);
    // Whoever waits in vain hears of it privately; the acknowledgement did not wait for that.
    expect(slack.whispers).toEqual([]);
    const again = await Promise.all([1, 2].map(() => deliverPress(api.api_url, bodyOf('U1'), { secret })));
    expect(again.map((answer) => answer.status)).toEqual([200, 200]);
    expect(await decisions()).toMatchObject([
      { decision: 'approve', channel: 'slack', plan_digest, status: 'submitted' },
    ]);
    expect(signals()).toHaveLength(1);
  });

  it('that rejects carries its reason', async () => {
    await deliverPress(api.api_url, bodyOf('U1', { reason: 'bad_timing' }), { secret });
    expect(await decisions()).toMatchObject([{ decision: 'reject', reason: 'bad_timing', channel: 'slack' }]);
    await deliverPress(api.api_url, bodyOf('U1', { reason: 'just_because' }), { secret });
    expect(await decisions()).toHaveLength(1);
  });

  it.each<[string, string, string]>([
    ['somebody unknown', 'U9', 'Nobody in MBI is known'],
    ['whoever asked for the change', 'U2', 'You asked for this change'],
    ['somebody who may not decide', 'U3', 'You are not among the people'],
  ])('by %s changes nothing, is answered privately and is put on record', async (_who, external_id, words) => {
    expect((await deliverPress(api.api_url, bodyOf(external_id), { secret })).status).toBe(200);
    await expect.poll(() => slack.whispers).not.toEqual([]);
    expect(slack.whispers[0]).toContain(words);
    expect([await decisions(), signals()]).toEqual([[], []]);
    const refused = await withTenant(api.database.owner, tenant_id, (tx) =>
      tx.select().from(auditLog).where(eq(auditLog.entity_id, rows.approval_id)),
    );
    expect(refused).toMatchObject([{ action: 'decision.refused', details: { channel: 'slack' } }]);
  });

  it('on a message that showed another plan decides nothing', async () => {
    const reference = referenceOf({ plan_digest: 'b'.repeat(64) });
    await deliverPress(api.api_url, bodyOf('U1', { reference }), { secret });
    await expect.poll(() => slack.whispers).not.toEqual([]);
    expect(slack.whispers[0]).toContain('The plan has changed');
    expect(await decisions()).toEqual([]);
  });

  it('of one tenant is nobody in another', async () => {
    const reference = referenceOf({ tenant_id: other?.tenant_id ?? '' });
    await deliverPress(api.api_url, bodyOf('U1', { reference }), { secret });
    await expect.poll(() => slack.whispers).not.toEqual([]);
    expect(slack.whispers[0]).toContain('Nobody in MBI is known');
    expect(await decisions()).toEqual([]);
  });

  it.each<[string, Parameters<typeof deliverPress>[2]]>([
    ['with another secret', { secret: 'guess' }],
    ['more than five minutes ago', { secret, at_seconds: Math.floor(Date.now() / 1_000) - 301 }],
    ['over another body', { secret, over: 'payload=%7B%7D' }],
  ])('that was signed %s is refused with the same words and changes nothing', async (_how, signed) => {
    const answer = await deliverPress(api.api_url, bodyOf('U1'), signed);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 'CHAT_SIGNATURE_INVALID', detail: 'Invalid signature' });
    expect(await decisions()).toEqual([]);
  });

  it('that is no press of ours is heard and forgotten', async () => {
    for (const body of [
      'payload=nonsense',
      'payload=%7B%22type%22%3A%22view_submission%22%7D',
      bodyOf('U1', { reference: 'x' }),
    ])
      expect((await deliverPress(api.api_url, body, { secret })).status).toBe(200);
    expect(await decisions()).toEqual([]);
  });

  it('never makes us call another host', async () => {
    const body = pressBody({ reference: referenceOf(), external_id: 'U9', response_url: 'http://127.0.0.1:1/hook' });
    expect((await deliverPress(api.api_url, body, { secret })).status).toBe(200);
    expect(slack.whispers).toEqual([]);
  });
});

describe('an identity in a chat', () => {
  it('belongs to one person, can be taken away, and only to people of the tenant', async () => {
    const admin = await api.as('admin');
    const put = (email: string, external_id: string | null) =>
      admin.post('/v2/channel-identities', { channel: 'slack', email, external_id });
    const domain = tenant?.email_domain;
    expect((await put(`engineer@${domain}`, 'U1')).at('code')).toBe('CHANNEL_IDENTITY_TAKEN');
    expect((await put(`nobody@${domain}`, 'U7')).at('code')).toBe('CHANNEL_PERSON_UNKNOWN');
    expect((await put(`admin@${other?.email_domain}`, 'U7')).at('code')).toBe('CHANNEL_PERSON_UNKNOWN');
    expect((await put(`engineer@${domain}`, 'U7')).status).toBe(200);
    expect(JSON.stringify((await admin.get('/v2/channel-identities')).body)).toContain('"U7"');
    expect((await put(`engineer@${domain}`, null)).status).toBe(200);
    expect(JSON.stringify((await admin.get('/v2/channel-identities')).body)).not.toContain('"U7"');
  });
});
