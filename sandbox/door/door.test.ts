import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { boots, googleCalls, named } from '../testing/google-account.ts';
import { bornAt, type SandboxProcess, startSandboxProcess } from '../testing/sandbox-process.ts';

let sandbox: SandboxProcess;
let google: ReturnType<typeof googleCalls>;
beforeAll(async () => {
  sandbox = await startSandboxProcess();
  google = googleCalls(sandbox);
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.post('/_sandbox/reset', { now: bornAt });
});

const ledger = async () => (await sandbox.get('/_sandbox/ledger')).body;
/** A read and a write of the same budget on two platforms: the door is the same, whatever stands behind it. */
const platforms = [
  {
    name: 'meta',
    entity_id: '120240001010',
    write: () => sandbox.post('/v26.0/120240001010', { daily_budget: 44_000 }),
    read: () => sandbox.get('/v26.0/120240001010?fields=daily_budget'),
    shown: (minor: number) => `"daily_budget":"${minor}"`,
    changed: 44_000,
    born: 40_000,
  },
  {
    name: 'google',
    entity_id: boots.campaign,
    write: () =>
      google.update(
        'campaignBudgets',
        { resourceName: named('campaignBudgets', boots.budget), amountMicros: '190000000' },
        'amount_micros',
      ),
    read: () =>
      google.stream(`SELECT campaign_budget.amount_micros FROM campaign WHERE campaign.id = ${boots.campaign}`),
    shown: (minor: number) => `"amountMicros":"${minor * 10_000}"`,
    changed: 19_000,
    born: 18_000,
  },
];

describe.each(platforms)('the door of $name', ({ entity_id, write, read, shown, changed, born }) => {
  const match = (access: 'read' | 'write', field = 'daily_budget') => ({ entity_id, access, field });
  const onWrite = { entity_id, access: 'write' };
  const value = async () => JSON.stringify((await read()).body);

  it('applies a write once, in the names and units of the books', async () => {
    expect((await write()).status).toBe(200);
    expect(await ledger()).toMatchObject({
      entries: [{ entity_id, field: 'daily_budget', before: born, after: changed }],
    });
    expect(await value()).toContain(shown(changed));
  });

  it.each(['apply_then_drop', 'apply_then_500'])('%s: the write is applied and its answer is lost', async (kind) => {
    await sandbox.fault({ kind, match: match('write') });
    if (kind === 'apply_then_drop') await expect(write()).rejects.toThrow();
    else expect((await write()).status).toBe(500);
    expect(await value()).toContain(shown(changed));
    expect(await ledger()).toMatchObject({ entries: [{ after: changed }] });
  });

  it.each([
    ['error_500_before', {}, 500],
    ['throttle', { wait_seconds: 120 }, 429],
    ['expired_token', {}, 401],
  ])('%s: nothing is applied, and the next try is', async (kind, settings, status) => {
    await sandbox.fault({ kind, ...settings, match: onWrite });
    expect((await write()).status).toBe(status);
    expect(await ledger()).toEqual({ entries: [] });
    expect((await write()).status).toBe(200);
  });

  it('a fault of writes leaves reads alone, and one of another thing both', async () => {
    await sandbox.fault({ kind: 'error_500_before', match: onWrite, times: null });
    expect((await read()).status).toBe(200);
    expect((await write()).status).toBe(500);
    await sandbox.call('DELETE', '/_sandbox/faults');
    await sandbox.fault({ kind: 'error_500_before', match: { entity_id: '1' }, times: null });
    expect([(await read()).status, (await write()).status]).toEqual([200, 200]);
  });

  it('a read behind a write shows the world as it was', async () => {
    await sandbox.post('/_sandbox/clock', { advance_seconds: 60 });
    await write();
    await sandbox.fault({ kind: 'read_after_write_lag', seconds: 30, match: { entity_id } });
    expect(await value()).toContain(shown(born));
    await sandbox.post('/_sandbox/clock', { advance_seconds: 40 });
    expect(await value()).toContain(shown(changed));
  });

  it.each([
    ['after_read', () => read()],
    ['before_write', () => write()],
  ])('a person edits %s, in book units', async (trigger, act) => {
    await sandbox.fault({ kind: 'human_edit', match: { entity_id }, trigger, field: 'daily_budget', value: 33_000 });
    await act();
    const shownNow = await value();
    expect(shownNow).toContain(shown(trigger === 'after_read' ? 33_000 : changed));
    const entries = trigger === 'after_read' ? [] : [{ before: 33_000, after: changed }];
    expect(await ledger()).toMatchObject({ entries });
  });

  it.each(['garbage', 'truncated', 'html'])(
    'a spoiled answer (%s) is none, while the write is applied',
    async (shape) => {
      await sandbox.fault({ kind: 'malformed', shape, match: onWrite });
      const { body } = await write();
      expect(typeof body).toBe('string');
      expect(await ledger()).toMatchObject({ entries: [{ after: changed }] });
    },
  );

  it('a body that is no JSON is refused in the platform’s own form', async () => {
    const path =
      entity_id === boots.campaign ? `/v26/customers/${boots.customer}/campaigns:mutate` : `/v26.0/${entity_id}`;
    const answer = await google.post(path, '{"a":');
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([400, expect.stringMatching(/"error":.*JSON/)]);
  });
});

describe('tokens at the door', () => {
  it('one that must be renewed stays expired until then', async () => {
    await sandbox.fault({ kind: 'expired_token', until_renewed: true });
    const { read } = platforms[1] ?? {};
    if (read === undefined) throw new Error('no platform');
    const statuses = [(await read()).status, (await read()).status];
    expect(statuses).toEqual([401, 401]);
    const form = `grant_type=refresh_token&client_id=a&client_secret=b&refresh_token=refresh-${boots.token}`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { body } = await sandbox.call('POST', '/token', form, headers);
    const access_token = typeof body === 'object' && body !== null && 'access_token' in body ? body.access_token : '';
    const again = await sandbox.call('GET', '/v26/customers:listAccessibleCustomers', undefined, {
      authorization: `Bearer ${access_token}`,
    });
    expect(again.status).toBe(200);
  });

  it('the token of one platform opens nothing on another', async () => {
    const answer = await sandbox.call('GET', `/v26.0/${boots.campaign}?fields=name`, undefined, {
      authorization: `Bearer ${boots.token}`,
    });
    expect(answer.status).toBe(401);
    expect((await sandbox.get('/v26/customers:listAccessibleCustomers')).status).toBe(401);
  });
});
