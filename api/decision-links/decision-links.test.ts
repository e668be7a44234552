import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoTenants } from '../../contracts/demo-world.ts';
import { withTenant } from '../../db/connect.ts';
import { listDecisions } from '../../db/queries/approvals-list.ts';
import { createDecisionLink } from '../../db/queries/decision-links.ts';
import { startTestApi, type TestApi } from '../../tests/harness/api-server.ts';
import { insertWaitingRows, personOf, setRoles } from '../../tests/harness/decision-rows.ts';
import { recordingTemporal } from '../../tests/harness/recording-temporal.ts';
import type { TemporalGateway } from '../temporal/gateway.ts';

const [tenant, other] = demoTenants;
const tenant_id = tenant?.tenant_id ?? '';
const campaign_id = tenant?.campaigns[0]?.campaign_id ?? '';
const temporal = recordingTemporal();

let api: TestApi;
let rows: Awaited<ReturnType<typeof insertWaitingRows>>;
beforeAll(async () => {
  // A workflow that counts everything, and a read model that shows it at once.
  const signal: TemporalGateway['signal'] = async (workflow_id, name, payload) => {
    await api.database.owner
      .sql`update decisions set status = 'accepted', settled_at = now() where status = 'submitted'`;
    return temporal.gateway.signal(workflow_id, name, payload);
  };
  api = await startTestApi({ temporal: { ...temporal.gateway, signal } });
});
beforeEach(async () => {
  rows = await insertWaitingRows(api.database.owner, tenant_id, { campaign_id, requester: 'marketer' });
});
afterAll(() => api.stop());

async function linkFor(name: string): Promise<string> {
  const { user_id } = await personOf(api.database.owner, tenant_id, name);
  const expires_at = new Date(Date.now() + 3_600_000);
  const { token } = await withTenant(api.database.app, tenant_id, (tx) =>
    createDecisionLink(tx, { approval_id: rows.approval_id, user_id, expires_at }),
  );
  return `${api.api_url}/v2/decision-links/${tenant_id}.${token}`;
}

const say = (link: string, form: Record<string, string>) =>
  fetch(link, { method: 'POST', body: new URLSearchParams(form) });
const decisions = () => withTenant(api.database.owner, tenant_id, (tx) => listDecisions(tx, rows.approval_id));

describe('a link from a mail', () => {
  it('shows a creative by its name as text, whatever somebody called it', async () => {
    const { sql } = api.database.owner;
    const names = JSON.stringify({ '41': 'Worn “video”', '43': '<img src=x onerror=alert(1)>' });
    await sql`update recommendations set recommendation = recommendation || jsonb_build_object('names', ${names}::jsonb)
      where approval_id = ${rows.approval_id}`;
    const field = JSON.stringify({ field: 'creative_id', before: '41', after: '43', change_pct: null });
    await sql`update approvals set change_set = jsonb_set(change_set, '{changes,0}', change_set->'changes'->0 || ${field}::jsonb)
      where approval_id = ${rows.approval_id}`;
    const html = await (await fetch(await linkFor('approver'))).text();
    expect(html).toContain('Worn “video” → &lt;img src=x onerror=alert(1)&gt;');
    expect(html).not.toContain('<img');
  });

  it('shows what is decided and decides nothing, however often a scanner opens it', async () => {
    const link = await linkFor('approver');
    for (const method of ['GET', 'HEAD', 'GET']) expect((await fetch(link, { method })).status).toBe(200);
    const page = await fetch(link);
    const html = await page.text();
    expect(html).toContain('$400.00 → $460.00 (+15 %)');
    expect(html).toContain('approver@');
    expect(html).not.toContain('<script');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('script-src');
    expect([page.headers.get('cache-control'), page.headers.get('referrer-policy')]).toEqual([
      'no-store',
      'no-referrer',
    ]);
    expect(await decisions()).toEqual([]);
  });

  it('decides once as its person, also when it is used several times at once', async () => {
    const link = await linkFor('approver');
    const answers = await Promise.all([1, 2, 3, 4].map(() => say(link, { decision: 'approve' })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 410, 410, 410]);
    const [only, ...more] = await decisions();
    expect(only).toMatchObject({
      decision: 'approve',
      channel: 'email',
      actor_email: `approver@${tenant?.email_domain}`,
    });
    expect(more).toEqual([]);
    expect((await fetch(link)).status).toBe(410);
  });

  it('rejects only with one of the reasons, and is not used up by anything else', async () => {
    const link = await linkFor('approver');
    for (const form of [
      { nothing: '' },
      { decision: 'maybe' },
      { decision: 'reject' },
      { decision: 'reject', reason: 'x' },
    ])
      expect((await say(link, form)).status).toBe(400);
    expect(await (await fetch(link)).text()).toContain('<input name="words"');
    const form = { decision: 'reject', reason: 'wrong_amount', words: ' 10 % is enough ' };
    expect((await say(link, form)).status).toBe(200);
    expect(await decisions()).toMatchObject([{ decision: 'reject', reason: 'wrong_amount: 10 % is enough' }]);
  });

  it('is worth nothing once its person has lost the role', async () => {
    const link = await linkFor('approver');
    const person = await personOf(api.database.owner, tenant_id, 'approver');
    await setRoles(api.database.owner, tenant_id, person.user_id, ['viewer']);
    const answer = await say(link, { decision: 'approve' });
    await setRoles(api.database.owner, tenant_id, person.user_id, ['approver']);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('not among the people');
    expect(await decisions()).toEqual([]);
  });

  it('of whoever asked for the change is refused as self-approval', async () => {
    const answer = await say(await linkFor('marketer'), { decision: 'approve' });
    expect([answer.status, await decisions()]).toEqual([403, []]);
  });

  it('ends with its approval, and with a newer link', async () => {
    const [first, second] = [await linkFor('approver'), await linkFor('approver')];
    expect([(await fetch(first)).status, (await fetch(second)).status]).toEqual([410, 200]);
    await api.database.owner
      .sql`update approvals set expires_at = now() - interval '1 second' where approval_id = ${rows.approval_id}`;
    expect([(await fetch(second)).status, (await say(second, { decision: 'approve' })).status]).toEqual([410, 410]);
    expect(await decisions()).toEqual([]);
  });

  it('opens nothing in another tenant, and a made-up one nothing at all', async () => {
    const link = await linkFor('approver');
    const token = link.split('.').at(-1) ?? '';
    const made_up = [`${other?.tenant_id}.${token}`, `${tenant_id}.${'A'.repeat(43)}`, 'x', `${tenant_id}.`];
    const answers = await Promise.all(made_up.map((each) => fetch(`${api.api_url}/v2/decision-links/${each}`)));
    expect(answers.map((answer) => answer.status)).toEqual([410, 410, 410, 410]);
  });

  it('is kept as a hash alone', async () => {
    const token = (await linkFor('approver')).split('.').at(-1) ?? '';
    const stored = await api.database.owner.sql`select * from decision_links where approval_id = ${rows.approval_id}`;
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toContain(token);
  });
});
