import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';

let api: TestApi;
let engineer: HttpClient;
let viewer: HttpClient;
beforeAll(async () => {
  api = await startTestApi();
  [engineer, viewer] = await Promise.all([api.as('engineer'), api.as('viewer')]);
});
afterAll(() => api?.stop());
beforeEach(async () => {
  await api.database.owner.sql`truncate llm_budgets, llm_reservations, llm_prices`;
});

const tenant_id = demoTenants[0]?.tenant_id;
const today = () => new Date().toISOString().slice(0, 10);
const spend = (day: string, reserved: number, settled: number | null) => {
  const row = {
    ...{ tenant_id, run_key: 'r', task: 't', model: 'm', day, reserved_micro_usd: reserved },
    settled_micro_usd: settled,
  };
  const rest = {
    expires_at: new Date(Date.now() + 3_600_000).toISOString(),
    settled_at: settled === null ? null : new Date().toISOString(),
  };
  return api.database.owner.sql`insert into llm_reservations ${api.database.owner.sql({ ...row, ...rest })}`;
};
const set = (scope: string, limit_usd: unknown, more: object = {}) =>
  engineer.post('/v2/llm-budgets', { scope, limit_usd, ...more });
const budgets = async (who = viewer) => JSON.parse(JSON.stringify((await who.get('/v2/llm-budgets')).body)).data;

describe('budgets for language models', () => {
  it('show what is used: what is set aside in full, what is settled as it was', async () => {
    await spend(today(), 2_000_000, 500_000);
    await spend(today(), 1_000_000, null);
    const [run, day, month] = await budgets();
    expect([run.used_usd, day.used_usd, month.used_usd]).toEqual([null, 1.5, 1.5]);
  });

  it('count a day in its own month alone', async () => {
    await spend('2020-01-31', 9_000_000, 9_000_000);
    const [, day, month] = await budgets();
    expect([day.used_usd, month.used_usd]).toEqual([0, 0]);
  });

  it.each(['run', 'day', 'month'])('of the %s are set alone, to the millionth, and set again', async (scope) => {
    expect((await set(scope, 0.000001, { alert_at_pct: 55 })).status).toBe(200);
    await set(scope, 12.5);
    for (const each of await budgets()) {
      if (each.scope === scope)
        expect(each).toMatchObject({ limit_usd: 12.5, alert_at_pct: 80, updated_at: expect.any(String) });
      else expect(each).toMatchObject({ updated_by_email: null, updated_at: null });
    }
  });

  it('may be nothing at all: then no model is asked', async () => {
    expect((await set('day', 0)).status).toBe(200);
    expect((await budgets())[1]).toMatchObject({ limit_usd: 0 });
  });

  it.each([
    ['less than nothing', 'day', -0.01, {}],
    ['more than a million', 'day', 1_000_001, {}],
    ['no number', 'day', '5', {}],
    ['no scope that there is', 'week', 5, {}],
    ['an alert at nothing', 'day', 5, { alert_at_pct: 0 }],
    ['an alert past the end', 'day', 5, { alert_at_pct: 101 }],
    ['an alert at half a percent', 'day', 5, { alert_at_pct: 0.5 }],
    ['a field that there is not', 'day', 5, { currency: 'EUR' }],
  ])('are not set to %s', async (_, scope, limit, more) => {
    expect((await set(scope, limit, more)).status).toBe(400);
    expect((await budgets()).every((each: { updated_at: unknown }) => each.updated_at === null)).toBe(true);
  });

  it('are set by engineers and admins, not by those who only look, and stand in the audit log with the key', async () => {
    for (const person of ['viewer', 'marketer', 'approver'])
      expect((await (await api.as(person)).post('/v2/llm-budgets', { scope: 'day', limit_usd: 1 })).status).toBe(403);
    await set('month', 77);
    const [entry] = await api.database.owner.sql`
      select actor_email, entity_id, details from audit_log where action = 'llm_budget.set' order by seq desc limit 1`;
    expect(entry).toMatchObject({
      entity_id: 'month',
      details: { scope: 'month', limit_usd: 77 },
      actor_email: expect.stringContaining('engineer'),
    });
  });

  it('of one company are not those of another', async () => {
    await set('day', 3);
    const other = await budgets(await api.as('viewer', 1));
    expect(other[1]).toMatchObject({ limit_usd: 125, updated_by_email: null });
  });
});

describe('prices of language models', () => {
  const price = (more: object = {}) => ({
    model: 'gpt-4o',
    effective_on: '2026-01-01',
    input_usd: 1,
    output_usd: 2,
    ...more,
  });
  const enter = (more: object = {}) => engineer.post('/v2/llm-prices', price(more));
  const entered = async (who = viewer) =>
    JSON.parse(JSON.stringify((await who.get('/v2/llm-prices')).body)).data.filter(
      (each: { effective_on: unknown }) => each.effective_on !== null,
    );

  it('are kept with their day and who entered them; the defaults stay below', async () => {
    await enter();
    await enter({ effective_on: '2026-06-01', input_usd: 3 });
    expect(await entered()).toHaveLength(2);
    expect((await entered())[0]).toMatchObject({
      model: 'gpt-4o',
      created_by_email: expect.stringContaining('engineer'),
      created_at: expect.any(String),
    });
    const all = JSON.parse(JSON.stringify((await viewer.get('/v2/llm-prices')).body)).data;
    expect(all).toContainEqual(
      expect.objectContaining({ model: 'gpt-4o', effective_on: null, input_usd: 0.15, output_usd: 0.6 }),
    );
  });

  it('may be nothing, as of a model of one’s own', async () => {
    expect((await enter({ model: 'own', input_usd: 0, output_usd: 0 })).status).toBe(200);
  });

  it.each([
    ['no model', { model: '' }],
    ['a day that is none', { effective_on: '2026-13-01' }],
    ['less than nothing', { output_usd: -1 }],
    ['more than anything costs', { input_usd: 10_001 }],
    ['a field that there is not', { per: 'token' }],
  ])('are refused with %s', async (_, odd) => {
    expect((await enter(odd)).status).toBe(400);
    expect(await entered()).toEqual([]);
  });

  it('of one company are not those of another', async () => {
    await enter();
    expect(await entered(await api.as('viewer', 1))).toEqual([]);
  });

  it('entered twice with the same key are entered once, and written down', async () => {
    const key = { 'idempotency-key': 'price-1' };
    const first = await engineer.post('/v2/llm-prices', price(), key);
    const second = await engineer.post('/v2/llm-prices', price(), key);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
    const rows = await api.database.owner
      .sql`select 1 from audit_log where action = 'llm_price.set' and entity_id = 'gpt-4o/2026-01-01'
      and details ->> 'input_usd' = '1'`;
    expect(rows.length).toBeGreaterThanOrEqual(1);
  });
});
