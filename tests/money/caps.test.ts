import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { highestExposure, type LedgerStage, openLedgerStage } from './ledger-stage.ts';

let stage: LedgerStage;
beforeAll(async () => {
  stage = await openLedgerStage();
});
afterEach(() => stage.noCaps());
afterAll(() => stage.close());

const budget = 'set_daily_budget';
const account_id = () => stage.tenant.account.external_id;
/** A raise of one campaign by so much; Meta may spend 1.75 times a daily budget on one day. */
async function raise(by_minor: number, campaign_id?: string, email?: string) {
  const id = campaign_id ?? (await stage.addCampaign()).campaign_id;
  const live = (await stage.sandbox.ledgerOf(id)).at(-1)?.after ?? 40_000;
  const person = {
    user_id: '01900000-0000-7000-8000-000000000001',
    email: email ?? 'marketer@example.com',
    api_key_id: null,
  };
  const call = await stage.granted(
    budget,
    { campaign_id: id, daily_budget_minor: Number(live) + by_minor },
    { requested_by: person },
  );
  return { campaign_id: id, call, apply: () => stage.apply(budget, call) };
}
const exceeded = { code: 'MONEY_CAP_EXCEEDED' };

describe('a cap', () => {
  it('lets through what fits and refuses what does not, naming cap, limit, use, wish, by whom and until when', async () => {
    const first = await raise(4_000);
    const cap = await stage.cap({ scope: 'account', scope_id: account_id(), limit_minor: 10_000 });
    await first.apply();
    const second = await raise(2_000);
    await expect(second.apply()).rejects.toMatchObject({
      ...exceeded,
      message: expect.stringMatching(/100 USD in 24 h; 70 USD are used and 35 USD were wanted/),
      details: {
        ...{ cap_id: cap.cap_id, scope: 'account', measure: 'exposure', limit_minor: 10_000, used_minor: 7_000 },
        ...{ wanted_minor: 3_500, left_minor: 3_000, first_use_ends_at: expect.any(String) },
        used_by: [
          expect.objectContaining({
            ...{ execution_id: first.call.origin.execution_id, requested_by_email: 'marketer@example.com' },
            ...{ playbook_id: 'test_v1', amount_minor: 7_000, state: 'verified' },
          }),
        ],
      },
    });
    expect(await stage.applied([second.campaign_id])).toEqual([]);
    const smaller = await raise(1_700);
    expect((await smaller.apply()).receipts).toHaveLength(1);
  });

  it.each([
    ['tenant', () => ''],
    ['platform', () => 'meta_ads'],
    ['account', account_id],
    ['campaign', (campaign_id: string) => campaign_id],
    ['requester', () => 'spender@example.com'],
  ] as const)('of a %s holds for what is its own', async (scope, id) => {
    const own = await raise(10_000, undefined, 'Spender@example.com');
    await stage.cap({ scope, scope_id: id(own.campaign_id), limit_minor: 1 });
    await expect(own.apply()).rejects.toMatchObject({ ...exceeded, details: { scope } });
  });

  it.each([
    ['platform', 'google_ads'],
    ['account', 'another'],
    ['campaign', 'another'],
    ['requester', 'another@example.com'],
  ] as const)('of another %s does not', async (scope, scope_id) => {
    const other = await raise(1_000);
    await stage.cap({ scope, scope_id, limit_minor: 1 });
    expect((await other.apply()).applied).toBe(true);
  });

  it('on what is moved counts up and down alike; one on exposure counts raises alone, as the platform’s worst day', async () => {
    const { campaign_id } = await stage.addCampaign();
    const scope = { scope: 'campaign', scope_id: campaign_id } as const;
    await stage.cap({ ...scope, measure: 'moved', limit_minor: 5_000 });
    await stage.cap({ ...scope, measure: 'exposure', limit_minor: 4_000 });
    await (await raise(-3_000, campaign_id)).apply();
    await expect((await raise(-2_001, campaign_id)).apply()).rejects.toMatchObject({ details: { measure: 'moved' } });
    await (await raise(2_000, campaign_id)).apply();
    expect((await stage.applied([campaign_id])).map((entry) => entry.after)).toEqual([37_000, 39_000]);
  });

  it('is not passed by small steps: the raise that would pass it is refused, whichever it is', async () => {
    const { campaign_id } = await stage.addCampaign();
    await stage.cap({ scope: 'campaign', scope_id: campaign_id, limit_minor: 10_000 });
    const outcomes: boolean[] = [];
    for (let step = 0; step < 6; step += 1)
      outcomes.push(
        await (await raise(1_600, campaign_id)).apply().then(
          () => true,
          () => false,
        ),
      );
    expect(outcomes).toEqual([true, true, true, false, false, false]);
    expect(highestExposure(await stage.applied([campaign_id]), 1.75)).toBeLessThanOrEqual(10_000);
  });

  it('is not passed by going up and down: what is taken back frees nothing', async () => {
    const { campaign_id } = await stage.addCampaign();
    await stage.cap({ scope: 'campaign', scope_id: campaign_id, limit_minor: 10_000 });
    for (const by of [4_000, -4_000]) await (await raise(by, campaign_id)).apply();
    await expect((await raise(4_000, campaign_id)).apply()).rejects.toMatchObject({ details: { used_minor: 7_000 } });
  });

  it('lets money be taken back although nothing is left of it on what moves', async () => {
    const { campaign_id } = await stage.addCampaign();
    await stage.cap({ scope: 'campaign', scope_id: campaign_id, measure: 'moved', limit_minor: 5_000 });
    const up = await raise(5_000, campaign_id);
    await up.apply();
    await expect((await raise(-1_000, campaign_id)).apply()).rejects.toMatchObject(exceeded);
    const undone = await stage.write('undo_execution', { execution_id: up.call.origin.execution_id });
    expect(undone.applied.receipts).toMatchObject([{ change: { after: 40_000 } }]);
  });

  it('counts a resume as all of the budget behind it, and gives nothing for the pause', async () => {
    const { campaign_id } = await stage.addCampaign();
    await stage.cap({ scope: 'campaign', scope_id: campaign_id, limit_minor: 69_999 });
    await stage.apply('pause', await stage.granted('pause', { campaign_id }));
    const resume = await stage.granted('resume', { campaign_id });
    await expect(stage.apply('resume', resume)).rejects.toMatchObject({
      ...exceeded,
      details: { used_minor: 0, wanted_minor: 70_000 },
    });
    expect((await stage.applied([campaign_id])).map((entry) => entry.field)).toEqual(['status']);
  });

  it('forgets a use when it has left the window, to the hour, and not at midnight', async () => {
    const { campaign_id } = await stage.addCampaign();
    await stage.cap({ scope: 'campaign', scope_id: campaign_id, window_hours: 6, limit_minor: 7_000 });
    await (await raise(4_000, campaign_id)).apply();
    const age = (minutes: number) => stage.database.owner.sql`
      update write_intents set applied_at = applied_at - make_interval(mins => ${minutes}),
        armed_at = armed_at - make_interval(mins => ${minutes}), reserved_at = reserved_at - make_interval(mins => ${minutes})
      where campaign_id = ${campaign_id}`;
    await age(359);
    await expect((await raise(100, campaign_id)).apply()).rejects.toMatchObject(exceeded);
    await age(2);
    expect((await (await raise(100, campaign_id)).apply()).applied).toBe(true);
  });

  it('counts what may still be applied however old, and what a person has to look at; what was not applied not', async () => {
    const { campaign_id } = await stage.addCampaign();
    await stage.cap({ scope: 'campaign', scope_id: campaign_id, limit_minor: 7_000 });
    const held = await raise(4_000, campaign_id);
    await held.apply();
    const stand = (state: string) => stage.database.owner.sql`
      update write_intents set state = ${state}, reserved_at = clock_timestamp() - interval '50 minutes'
      where campaign_id = ${campaign_id} and state <> 'not_applied'`;
    const bid = async () => {
      const next = await raise(1_000, campaign_id);
      return next.apply().then(
        () => 'applied',
        (error: { code: string }) => error.code,
      );
    };
    await stand('needs_human');
    expect(await bid()).toBe('MONEY_CAP_EXCEEDED');
    await stage.database.owner.sql`update write_intents set state = 'not_applied' where campaign_id = ${campaign_id}`;
    expect(await bid()).toBe('applied');
  });
});

describe('many at once', () => {
  it('40 that each fit and together do not: as many go through as fit, at every prefix of the platform’s own ledger', async () => {
    const all = await Promise.all(Array.from({ length: 40 }, () => raise(1_000)));
    await stage.database.owner.sql`update write_intents set state = 'not_applied' where true`;
    // Ten and a half of them: each exposes 1 750.
    await stage.cap({ scope: 'tenant', limit_minor: 18_375 });
    const handlers = [stage.handlersWith(), stage.handlersWith(), stage.handlersWith()];
    const outcomes = await Promise.all(
      all.map(({ call }, index) =>
        stage.apply(budget, call, handlers[index % 3]).then(
          () => 'applied',
          (error: { code: string }) => error.code,
        ),
      ),
    );
    expect(outcomes.filter((each) => each === 'applied')).toHaveLength(10);
    expect(outcomes.filter((each) => each === 'MONEY_CAP_EXCEEDED')).toHaveLength(30);
    const ledger = await stage.applied(all.map((each) => each.campaign_id));
    expect(ledger).toHaveLength(10);
    expect(highestExposure(ledger, 1.75)).toBeLessThanOrEqual(18_375);
  });

  it('who reserves waits for whoever is just reserving, and then counts what that took', async () => {
    const [one, other] = await Promise.all([raise(4_000), raise(4_000)]);
    await stage.database.owner.sql`update write_intents set state = 'not_applied' where true`;
    await stage.cap({ scope: 'tenant', limit_minor: 7_000 });
    const { promise: reached, resolve: arrive } = Promise.withResolvers<void>();
    const { promise: released, resolve: letGo } = Promise.withResolvers<void>();
    const slow = stage.handlersWith({
      failpoint: async (name) => {
        if (name !== 'before_intent_commit') return;
        arrive();
        await released;
      },
    });
    const first = stage.apply(budget, one.call, slow);
    await reached;
    let ended: string | null = null;
    const second = other.apply().then(
      () => 'applied',
      (error: { code: string }) => error.code,
    );
    second.then((code) => {
      ended = code;
    });
    const waits = async () => {
      const [row] = await stage.database.owner.sql`
        select count(*)::int as many from pg_locks l join pg_database d on d.oid = l.database
        where l.locktype = 'advisory' and not l.granted and d.datname = current_database()`;
      return row?.many === 1;
    };
    await vi.waitUntil(async () => ended !== null || (await waits()), { timeout: 10_000, interval: 5 });
    expect(ended).toBeNull();
    letGo();
    expect((await first).applied).toBe(true);
    expect(await second).toBe('MONEY_CAP_EXCEEDED');
  });

  it('a write that dies between reserving and arming keeps its money, until it is settled', async () => {
    const { campaign_id } = await stage.addCampaign();
    await stage.cap({ scope: 'campaign', scope_id: campaign_id, limit_minor: 7_000 });
    const dying = await raise(3_000, campaign_id);
    const dies = stage.handlersWith({
      failpoint: (name) => {
        if (name === 'after_intent_commit') throw new Error('killed');
      },
    });
    await expect(stage.apply(budget, dying.call, dies)).rejects.toThrow('killed');
    const bid = await stage.granted('set_daily_budget', { campaign_id, daily_budget_minor: 43_500 });
    await expect(stage.apply(budget, bid)).rejects.toMatchObject({ code: 'ENTITY_LOCKED' });
    expect((await dying.apply()).receipts).toHaveLength(1);
    await expect((await raise(3_000, campaign_id)).apply()).rejects.toMatchObject({ details: { used_minor: 5_250 } });
  });
});
