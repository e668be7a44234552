import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { actionCatalog } from '../../activities/catalog.action.ts';
import type { ActionCall } from '../../contracts/activity-envelope.ts';
import { exampleOf } from './example-value.ts';
import { createLedger } from './ledger.ts';
import { mismatches } from './partial-match.ts';
import { type Cast, createCast, requester } from './personas.ts';

describe('an example of an output', () => {
  it.each(actionCatalog.map((each) => [`${each.agent}.${each.action}`, each] as const))(
    '%s fits what is declared',
    (_, action) => {
      expect(action.output.safeParse(exampleOf(action.output)).error?.issues).toBeUndefined();
    },
  );

  it('is filled in around what a test is about, and takes the shape that this belongs to', () => {
    const shape = z.object({
      note: z.string().nullable(),
      rows: z.array(z.object({ at: z.iso.date(), n: z.int().positive() })),
      action: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('a'), amount: z.number() }),
        z.object({ kind: z.literal('b'), name: z.string().min(3), id: z.uuid() }),
      ]),
    });
    const about = { rows: [{ n: 4 }, {}], action: { kind: 'b' } };
    const example = exampleOf(shape, about);
    expect(shape.parse(example)).toEqual({
      note: null,
      rows: [
        { at: '2026-01-05', n: 4 },
        { at: '2026-01-05', n: 1 },
      ],
      action: { kind: 'b', name: 'xxx', id: expect.any(String) },
    });
    expect(exampleOf(shape)).toMatchObject({ action: { kind: 'a', amount: 0 }, rows: [] });
  });
});

describe('an expectation of a part', () => {
  it('looks only at the keys it names, all the way down, and at whole lists', () => {
    const actual = { a: { b: 1, c: 2 }, d: [1, { e: 2, f: 3 }] };
    expect(mismatches({ a: { b: 1 }, d: [1, { e: 2 }] }, actual)).toEqual([]);
    expect(mismatches({ a: { b: 9 }, d: [1] }, actual)).toEqual([
      { path: 'a.b', expected: 9, actual: 1 },
      { path: 'd', expected: [1], actual: actual.d },
    ]);
    expect(mismatches({ g: null }, actual)).toEqual([{ path: 'g', expected: null, actual: undefined }]);
    expect(mismatches(1.0, 1)).toEqual([]);
  });
});

describe('the people of a test', () => {
  let cast: Cast;
  beforeEach(() => {
    cast = createCast([{ name: 'ann', email: null, roles: ['approver', 'boss'], groups: ['owners'] }]);
  });
  const asked = (approvers: Parameters<Cast['asked']>[0], excluded: readonly string[] = []) =>
    cast.asked(approvers, excluded).map((each) => each.name);

  it('are found by role, group and address, and never twice', () => {
    expect(asked({ roles: ['approver'], users: [] })).toEqual(['ann', 'approver', 'approver_2', 'approver_3']);
    expect(asked({ roles: [], users: ['eve@example.com', 'ann@example.com'] })).toEqual(['ann', 'eve@example.com']);
    expect(asked({ roles: ['approver'], users: [], groups: ['owners'] })).toHaveLength(7);
  });

  it('are narrowed by a rule, and leave out whoever asked', () => {
    const rule = { expression: "person.groups.exists(g, g == 'owners')", line: 1, scope: {} };
    expect(asked({ roles: ['approver'], users: [], rule })).toEqual(['ann']);
    expect(asked({ roles: ['approver'], users: [] }, [cast.named('ann').user_id])).not.toContain('ann');
    expect(cast.named('ann').roles).toEqual(['approver']);
    expect(cast.named('approver').user_id).not.toBe(requester.user_id);
  });
});

describe('the ledger of a test', () => {
  const definition = (action: string) => {
    const found = actionCatalog.find((each) => each.action === action);
    if (found === undefined) throw new TypeError(action);
    return found;
  };
  const call = (params: ActionCall['params']): ActionCall => ({
    phase: 'plan',
    params: { campaign_id: 'c1', ...params },
    origin: {
      ...{ tenant_id: 't', execution_id: 'e', playbook_id: 'p', step_id: 's', iteration: '', mode: 'live' },
      ...{ requested_by: { ...requester, api_key_id: null }, campaign_id: 'c1', idempotency_key: 'e/s/' },
    },
  });
  const answer = (before: ActionCall['params'], after: ActionCall['params'] = {}) => ({
    ...{ kind: 'changes' as const, before, after, currency: 'EUR', facts: {} },
  });
  const planned = (
    ledger: ReturnType<typeof createLedger>,
    params: ActionCall['params'],
    before: ActionCall['params'],
    action = 'set_daily_budget',
  ) => {
    const plan = ledger.plan(call(params), definition(action), answer(before));
    if ('missing' in plan) throw new TypeError(plan.missing);
    return plan;
  };

  it('plans from the state before, and the next plan from what was applied', () => {
    const ledger = createLedger();
    const first = planned(ledger, { daily_budget_minor: 12_000 }, { daily_budget_minor: 10_000 });
    expect(first).toMatchObject({
      changes_anything: true,
      change_set: { total_change_minor: 2_000, max_change_pct: 20, currency: 'EUR' },
      facts: { budget_change_pct_window: 20, total_change_window_minor: 2_000 },
    });
    ledger.apply(first.change_set);
    expect(ledger.moved()).toEqual({ minor: 2_000, currency: 'EUR' });
    const second = planned(ledger, { daily_budget_minor: 12_000 }, { daily_budget_minor: 10_000 });
    expect(second).toMatchObject({ changes_anything: false, change_set: { change_count: 0 } });
    expect(second.plan_digest).not.toBe(first.plan_digest);
  });

  it('counts the whole budget behind a pause, none behind a bid, and an ad by its own id', () => {
    const ledger = createLedger();
    const paused = planned(ledger, {}, { status: 'active', daily_budget_minor: 7_000 }, 'pause');
    expect(paused.change_set.changes).toMatchObject([{ field: 'status', after: 'paused', money_moved_minor: 7_000 }]);
    const bid = planned(ledger, { bid_amount_minor: 220 }, { bid_amount_minor: 200 }, 'set_bid');
    expect(bid.change_set).toMatchObject({ total_change_minor: 0, max_change_pct: 10 });
    const creative = planned(ledger, { ad_id: 'a1', creative_id: 'n' }, { creative_id: 'o' }, 'rotate_creative');
    expect(creative.change_set.changes).toMatchObject([
      { entity_type: 'ad', entity_id: 'a1', before: 'o', after: 'n' },
    ]);
  });

  it('says what is missing, and takes everything back, newest first', () => {
    const ledger = createLedger();
    expect(ledger.plan(call({ daily_budget_minor: 1 }), definition('set_daily_budget'), answer({}))).toEqual({
      missing: 'daily_budget_minor',
    });
    expect(ledger.inverse()).toBeNull();
    for (const to of [11_000, 12_000]) {
      ledger.apply(planned(ledger, { daily_budget_minor: to }, { daily_budget_minor: 10_000 }).change_set);
    }
    expect(ledger.inverse()?.changes.map(({ before, after }) => [before, after])).toEqual([
      [12_000, 11_000],
      [11_000, 10_000],
    ]);
    ledger.takeBack();
    expect(ledger.moved().minor).toBe(0);
    expect(ledger.inverse()).toBeNull();
    const again = planned(ledger, { daily_budget_minor: 11_000 }, { daily_budget_minor: 1 });
    expect(again.change_set.changes).toMatchObject([{ before: 10_000 }]);
  });
});
