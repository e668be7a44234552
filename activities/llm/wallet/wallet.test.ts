import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callCost, toMicroUsd } from '../../../contracts/model-cost.ts';
import { withTenant } from '../../../db/connect.ts';
import {
  type CouncilStage,
  goodWording,
  startCouncilStage,
  wordingQuestion,
} from '../../../tests/llm/council-stage.ts';
import { createWallet } from './wallet.ts';

let stage: CouncilStage;
beforeAll(async () => {
  stage = await startCouncilStage();
});
afterAll(() => stage?.stop());
beforeEach(async () => {
  await stage.forget();
  await stage.database.owner.sql`truncate notifications`;
});

const call = (more: object = {}) => ({
  ...{ tenant_id: stage.tenant.tenant_id, run_key: 'run', task: 'critique', model: 'gpt-4o' },
  ...{ input_tokens: 1_000, output_tokens: 1_000, ...more },
});
const price = toMicroUsd(callCost('gpt-4o', 1_000, 1_000).cost_usd);
const walletAt = (now = new Date()) => createWallet({ database: stage.database.app, clock: { now: () => now } });
const limit = (scope: string, micro_usd: number, alert_at_pct = 100) =>
  stage.database.owner.sql`
    insert into llm_budgets (tenant_id, scope, limit_micro_usd, alert_at_pct)
    values (${stage.tenant.tenant_id}, ${scope}, ${micro_usd}, ${alert_at_pct})
    on conflict (tenant_id, scope) do update set limit_micro_usd = excluded.limit_micro_usd`;
const settle = (micro_usd: number) =>
  stage.database.owner.sql`update llm_reservations set settled_micro_usd = ${micro_usd}, settled_at = now()`;
const admitted = async (attempts: readonly Promise<unknown>[]) =>
  (await Promise.allSettled(attempts)).filter((each) => each.status === 'fulfilled').length;

describe('the wallet', () => {
  it.each(['run', 'day', 'month'])(
    'admits ten of fifty parallel calls when the budget of the %s is for ten',
    async (scope) => {
      await limit(scope, price * 10);
      const wallet = walletAt();
      expect(await admitted(Array.from({ length: 50 }, () => wallet.reserve(call())))).toBe(10);
      await expect(wallet.reserve(call())).rejects.toMatchObject({ code: 'LLM_BUDGET_SPENT', details: { scope } });
    },
  );

  it('counts what a call cost once that is known, and the whole reservation until then', async () => {
    await limit('run', price * 2);
    const wallet = walletAt();
    await wallet.reserve(call());
    await wallet.reserve(call());
    await expect(wallet.reserve(call())).rejects.toThrow();
    await settle(1);
    await expect(wallet.reserve(call())).resolves.toMatchObject({ reservation_id: expect.any(String) });
  });

  it('lets a reservation that nobody settled stand, also after its time: then it counts as spent', async () => {
    await limit('day', price);
    await walletAt().reserve(call());
    const later = new Date(Date.now() + 16 * 60_000);
    await expect(walletAt(later).reserve(call())).rejects.toMatchObject({ code: 'LLM_BUDGET_SPENT' });
    await walletAt(later).reserve(call({ input_tokens: 0, output_tokens: 0 }));
    const [row] = await stage.database.owner
      .sql`select settled_micro_usd from llm_reservations where reserved_micro_usd > 0`;
    expect(Number(row?.settled_micro_usd)).toBe(price);
  });

  it('keeps runs, days, months and tenants apart', async () => {
    await limit('run', price);
    await limit('day', price * 2);
    const at = (day: string) => walletAt(new Date(`${day}T12:00:00Z`));
    await at('2026-01-30').reserve(call({ run_key: 'a' }));
    await expect(at('2026-01-30').reserve(call({ run_key: 'a' }))).rejects.toMatchObject({ details: { scope: 'run' } });
    await at('2026-01-30').reserve(call({ run_key: 'b' }));
    await expect(at('2026-01-30').reserve(call({ run_key: 'c' }))).rejects.toMatchObject({ details: { scope: 'day' } });
    await limit('month', price * 3);
    await at('2026-01-31').reserve(call({ run_key: 'd' }));
    await expect(at('2026-01-31').reserve(call({ run_key: 'e' }))).rejects.toMatchObject({
      details: { scope: 'month' },
    });
    await at('2026-02-01').reserve(call({ run_key: 'e' }));
  });

  it('reckons with the price that the tenant entered for the day', async () => {
    await stage.database.owner.sql`insert into llm_prices (tenant_id, model, effective_on, input_usd, output_usd) values
      (${stage.tenant.tenant_id}, 'gpt-4o', '2026-01-01', 1, 1), (${stage.tenant.tenant_id}, 'gpt-4o', '2026-02-01', 100, 100)`;
    const reserved = async (day: string) => (await walletAt(new Date(`${day}T00:00:00Z`)).reserve(call())).reserved_usd;
    expect([await reserved('2025-12-31'), await reserved('2026-01-31'), await reserved('2026-02-01')]).toEqual([
      ...[price / 1e6, 0.002, 0.2].map((usd) => expect.closeTo(usd, 9)),
    ]);
    await stage.database.owner.sql`truncate llm_prices`;
  });

  it('tells admins and engineers once when the day’s share is reached', async () => {
    await stage.database.owner.sql`update memberships set roles = array['admin']`;
    await limit('day', price * 10, 20);
    const wallet = walletAt();
    await wallet.reserve(call());
    expect(await stage.database.owner.sql`select 1 from notifications`).toHaveLength(0);
    await wallet.reserve(call());
    await wallet.reserve(call());
    const told = await stage.database.owner.sql`select kind, title from notifications`;
    expect(told).toEqual([{ kind: 'llm_budget', title: expect.stringContaining('this day is nearly spent') }]);
  });
});

describe('money for a question in a batch', () => {
  it('is half of what the question costs by itself, set aside and reckoned', async () => {
    const wallet = walletAt();
    const [whole, half] = [await wallet.reserve(call()), await wallet.reserve(call({ batched: true }))];
    expect(half.reserved_usd).toBeCloseTo(whole.reserved_usd / 2, 12);
    expect(half.costOf(1_000_000, 0).cost_usd).toBeCloseTo(whole.costOf(1_000_000, 0).cost_usd / 2, 12);
    expect(half.costOf(0, 1_000).cost_usd).toBeCloseTo(whole.costOf(0, 1_000).cost_usd / 2, 12);
  });

  it('stands for as long as a batch may take, and that of a single call for a quarter of an hour', async () => {
    const begun = new Date('2026-05-01T00:00:00Z');
    const wallet = walletAt(begun);
    await wallet.reserve(call({ batched: true }));
    await wallet.reserve(call());
    const lapses = await stage.database.owner.sql`
      select extract(epoch from expires_at - reserved_at)::int / 60 as minutes from llm_reservations order by 1`;
    expect(lapses.map((row) => row.minutes)).toEqual([15, 25 * 60]);
  });

  it('draws on the budget that single calls draw on', async () => {
    await limit('day', price * 1.5);
    const wallet = walletAt();
    await wallet.reserve(call());
    await wallet.reserve(call({ batched: true }));
    await expect(wallet.reserve(call({ batched: true }))).rejects.toMatchObject({ code: 'LLM_BUDGET_SPENT' });
  });
});

describe('a budget', () => {
  const execution_id = randomUUID();
  it('is one for retries, repairs, verifier and loops of a run; when it is spent the answer is degraded, not a failure', async () => {
    await stage.script({ reply: { reasoning: 'x' } });
    const council = stage.open();
    const question = wordingQuestion({ verify: true, refresh: true });
    await council.ask(question, stage.owner({ execution_id }));
    const rows = await stage.database.owner.sql`select run_key, reserved_micro_usd from llm_reservations`;
    expect(rows.length).toBe(6);
    expect(new Set(rows.map((row) => row.run_key))).toEqual(new Set([execution_id]));
    await limit('run', 1);
    expect(await council.ask(question, stage.owner({ execution_id }))).toMatchObject({
      status: 'degraded',
      code: 'LLM_BUDGET_SPENT',
    });
  });

  it('that is spent after the answer leaves it unchecked', async () => {
    await stage.script({ reply: goodWording });
    const council = stage.open({ ANTHROPIC_MODEL: 'claude-opus-5-5' });
    await council.ask(wordingQuestion(), stage.owner({ execution_id }));
    const [row] = await stage.database.owner.sql`select reserved_micro_usd, settled_micro_usd from llm_reservations`;
    await stage.forget();
    await limit('run', Number(row?.reserved_micro_usd));
    expect(await council.ask(wordingQuestion({ verify: true }), stage.owner({ execution_id }))).toMatchObject({
      ...{
        status: 'answered',
        verdict: 'not_verified',
        not_verified_because: expect.stringContaining('LLM_BUDGET_SPENT'),
      },
    });
  });

  it('is spent by answers that were lost, and not by those that the vendor turned down', async () => {
    const settled = async () => {
      const rows = await stage.database.owner.sql`select reserved_micro_usd, settled_micro_usd from llm_reservations`;
      return rows.map((row) => Number(row.settled_micro_usd) / Number(row.reserved_micro_usd));
    };
    const alone = { ANTHROPIC_API_KEY: undefined, OPENAI_API_KEY: undefined };
    await stage.script({ error: { status: 400 } });
    await stage.open(alone).ask(wordingQuestion(), stage.owner());
    expect(await settled()).toEqual([0]);
    await stage.forget();
    await stage.script({ black_hole: true });
    await stage.open(alone).ask(wordingQuestion({ deadline_ms: 1_000 }), stage.owner());
    await expect.poll(settled).toEqual([1]);
  });

  it('of questions that belong to no execution is that of their day, and no sum of all days', async () => {
    const nobody = stage.owner({ execution_id: null, campaign_id: null });
    await stage.script({ reply: goodWording });
    await stage.open({ OPENAI_API_KEY: undefined, ANTHROPIC_API_KEY: undefined }).ask(wordingQuestion(), nobody);
    const [row] = await stage.database.owner.sql`select reserved_micro_usd::int as reserved from llm_reservations`;
    await limit('run', row?.reserved);
    const ask = () =>
      stage
        .open({ OPENAI_API_KEY: undefined, ANTHROPIC_API_KEY: undefined })
        .ask(wordingQuestion({ refresh: true }), nobody);
    expect(await ask()).toMatchObject({ status: 'degraded', code: 'LLM_BUDGET_SPENT' });
    stage.setNow(new Date(Date.now() + 86_400_000));
    expect(await ask()).toMatchObject({ status: 'answered' });
    stage.setNow(new Date());
  });

  it('of a tenant is out of reach of another', async () => {
    const other = randomUUID();
    await limit('day', 0);
    const rows = await withTenant(stage.database.app, other, (tx) => tx.execute('select * from llm_budgets'));
    expect(rows).toHaveLength(0);
  });
});
