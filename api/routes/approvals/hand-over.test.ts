import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { withTenant } from '../../../db/connect.ts';
import { approvals, fctAdMetricDaily, notifications } from '../../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import { insertWaitingRows, personOf } from '../../../tests/harness/decision-rows.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';
import { recordingTemporal } from '../../../tests/harness/recording-temporal.ts';
import { wakeSnoozes } from '../../snoozes/wake-snoozes.ts';

const [tenant] = demoTenants;
const tenant_id = tenant?.tenant_id ?? '';
const domain = tenant?.email_domain ?? '';
const campaign_id = tenant?.campaigns[0]?.campaign_id ?? '';
const hour = 3_600_000;

const temporal = recordingTemporal();
let api: TestApi;
let approver: HttpClient;
let marketer: HttpClient;
let admin: HttpClient;
let approval_id: string;
beforeAll(async () => {
  api = await startTestApi({ temporal: temporal.gateway });
  [approver, marketer, admin] = await Promise.all([api.as('approver'), api.as('marketer'), api.as('admin')]);
});
afterAll(() => api.stop());
beforeEach(async () => {
  ({ approval_id } = await insertWaitingRows(api.database.owner, tenant_id, { campaign_id, requester: 'engineer' }));
});

const show = async (who: HttpClient) => (await who.get(`/v2/approvals/${approval_id}`)).body;
const inbox = async (who: HttpClient, query = '&snoozed=hidden') =>
  JSON.stringify((await who.get(`/v2/approvals?status=pending&limit=200${query}`)).body).includes(approval_id);
const at = (hours: number) => new Date(Date.now() + hours * hour).toISOString();

describe('handing an approval to a colleague', () => {
  const hand = (who: HttpClient, to: string) =>
    who.post(`/v2/approvals/${approval_id}/delegate`, { to: `${to}@${domain}`, reason: 'away' });

  it('lets the colleague decide, tells them and the workflow, and repeating it changes nothing', async () => {
    expect(await show(marketer)).toMatchObject({ can_decide: false });
    for (const _ of [1, 2]) expect((await hand(approver, 'marketer')).status).toBe(200);
    expect(await show(marketer)).toMatchObject({ can_decide: true });
    expect(await show(approver)).toMatchObject({ can_decide: true });
    const signals = temporal.signals.filter((each) => JSON.stringify(each).includes(approval_id));
    expect(signals).toHaveLength(1);
    expect(signals[0]).toMatchObject({ name: 'delegate', payload: { approval_id, reason: 'away' } });
    const told = await withTenant(api.database.owner, tenant_id, (tx) => tx.select().from(notifications));
    expect(told.filter((each) => each.kind === 'approval.delegated' && each.link?.endsWith(approval_id))).toHaveLength(
      1,
    );
  });

  it.each([
    ['to who asked for it', 'approver', 'engineer', 'DELEGATION_INVALID'],
    ['to who is asked already', 'approver', 'admin', 'DELEGATION_INVALID'],
    ['to who may decide nothing', 'approver', 'viewer', 'DELEGATION_INVALID'],
    ['to nobody', 'approver', 'nobody', 'DELEGATION_INVALID'],
    ['by who is not asked', 'marketer', 'approver', 'DECISION_NOT_ELIGIBLE'],
  ])('%s is refused and changes nothing', async (_, from, to, code) => {
    const before = await show(admin);
    const answer = await hand(await api.as(from), to);
    expect(answer.at('code')).toBe(code);
    expect(await show(admin)).toEqual(before);
  });

  it('of an approval that has ended, or of another tenant, is refused', async () => {
    await withTenant(api.database.owner, tenant_id, (tx) => tx.update(approvals).set({ status: 'approved' }));
    expect((await hand(approver, 'marketer')).at('code')).toBe('DECISION_TOO_LATE');
    expect((await hand(await api.as('approver', 1), 'marketer')).at('code')).toBe('APPROVAL_NOT_FOUND');
  });
});

describe('snoozing', () => {
  const snooze = (body: object) => approver.post(`/v2/approvals/${approval_id}/snooze`, body);

  it('hides it from me alone, and never past its deadline', async () => {
    const answer = await snooze({ until: at(48) });
    expect(answer.status).toBe(200);
    expect(Date.parse(answer.text('snoozed_until'))).toBeLessThanOrEqual(
      Date.parse(String((await approver.get(`/v2/approvals/${approval_id}`)).at('expires_at'))),
    );
    expect([await inbox(approver), await inbox(approver, ''), await inbox(admin)]).toEqual([false, true, true]);
    expect((await approver.post(`/v2/approvals/${approval_id}/unsnooze`)).body).toMatchObject({ snoozed_until: null });
    expect(await inbox(approver)).toBe(true);
  });

  it('ends when its time has come, with a word', async () => {
    await snooze({ until: at(0.5) });
    expect(await wakeSnoozes(api.database.app, new Date())).toBe(0);
    expect(await wakeSnoozes(api.database.app, new Date(Date.now() + hour))).toBe(1);
    expect(await wakeSnoozes(api.database.app, new Date(Date.now() + hour))).toBe(0);
    expect(await inbox(approver)).toBe(true);
  });

  it('ends when its condition holds; one that cannot be evaluated leaves it to time', async () => {
    await snooze({ until: at(0.9), condition: 'context.cpa > 60.0' });
    expect(await wakeSnoozes(api.database.app, new Date())).toBe(0);
    const days = Array.from({ length: 7 }, (_, index) => ({
      ...{
        campaign_id,
        channel: 'facebook',
        currency: 'USD',
        source: 'test',
        impressions: 100,
        clicks: 9,
        conversions: 1,
      },
      ...{ dt: at(-24 * (index + 1)).slice(0, 10), spend_minor: 8_000, revenue_minor: 0 },
    }));
    await withTenant(api.database.owner, tenant_id, (tx) => tx.insert(fctAdMetricDaily).values(days));
    expect(await wakeSnoozes(api.database.app, new Date())).toBe(1);
    const rows = await withTenant(api.database.owner, tenant_id, (tx) => tx.select().from(notifications));
    expect(rows.some((each) => each.kind === 'approval.woken' && each.body.includes('context.cpa > 60.0'))).toBe(true);
  });

  it.each([
    ['a moment that has passed', { until: at(-1) }],
    ['a condition that is none', { until: at(1), condition: 'context.cpa' }],
    ['an unknown feature', { until: at(1), condition: 'context.cpaa > 1.0' }],
    ['a broken one', { until: at(1), condition: 'context.cpa >' }],
  ])('%s is refused', async (_, body) => {
    expect((await snooze(body)).status).toBe(400);
    expect(await inbox(approver)).toBe(true);
  });
});

describe('groups of approvers', () => {
  const put = (who: HttpClient, members: readonly string[], name = 'finance') =>
    who.post('/v2/approver-groups', { name, members: members.map((each) => `${each}@${domain}`) });

  it('are what they were last said to be', async () => {
    expect((await put(admin, ['approver', 'marketer'])).status).toBe(200);
    const answer = await put(admin, ['marketer', 'admin']);
    const members = await Promise.all(
      ['admin', 'marketer'].map((name) => personOf(api.database.owner, tenant_id, name)),
    );
    expect(answer.at('members')).toEqual(members.map(({ user_id, email }) => ({ user_id, email })));
    expect((await marketer.get('/v2/approver-groups')).at('data.0.name')).toBe('finance');
    expect((await (await api.as('admin', 1)).get('/v2/approver-groups')).at('data')).toEqual([]);
  });

  it('with somebody unknown stay as they were, and only an administrator changes them', async () => {
    await put(admin, ['approver'], 'legal');
    const refused = await put(admin, ['approver', 'stranger'], 'legal');
    expect(refused.at('code')).toBe('GROUP_MEMBER_UNKNOWN');
    expect((await put(marketer, [], 'legal')).status).toBe(403);
    expect(JSON.stringify((await admin.get('/v2/approver-groups')).body)).toContain(`approver@${domain}`);
    expect((await put(admin, [], 'Not A Name')).status).toBe(400);
  });
});
