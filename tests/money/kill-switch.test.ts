import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PauseScope } from '../../contracts/pause.ts';
import { type TenantTransaction, withTenant } from '../../db/connect.ts';
import { openPause, type PausedScope, resumePause } from '../../db/queries/pauses.ts';
import { type LedgerStage, openLedgerStage } from './ledger-stage.ts';

const action = 'set_daily_budget';
const actor = { user_id: randomUUID(), email: 'oncall@example.com' };
/** So many writes wait, and four slots work them off, as a worker does that is busy. */
const queued = 100;
const slots = 4;

let stage: LedgerStage;
let calls: readonly { readonly campaign_id: string; readonly call: Awaited<ReturnType<LedgerStage['granted']>> }[];
const applied = new Set<string>();
let ad_account_id = '';

beforeAll(async () => {
  stage = await openLedgerStage();
  const [row] = await stage.database.owner.sql`select ad_account_id from campaigns limit 1`;
  ad_account_id = String(row?.ad_account_id);
  calls = await Promise.all(
    Array.from({ length: queued }, async () => {
      const { campaign_id } = await stage.addCampaign();
      return { campaign_id, call: await stage.granted(action, { campaign_id, daily_budget_minor: 41_000 }) };
    }),
  );
});
afterAll(() => stage.close());

/** Flips and releases the switch over a connection of its own, as another process does. */
const elsewhere = <Result>(work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> =>
  withTenant(stage.database.owner, stage.tenant.tenant_id, work);

/** Works off what waits and flips the switch in the middle; says when writes left, counted from the flip. */
async function workOff({ scope, scope_id }: PausedScope) {
  const sent_ms: number[] = [];
  const handlers = stage.handlersWith({
    fetch: (input, init) => {
      if (init?.method === 'POST') sent_ms.push(performance.now());
      return fetch(input, init);
    },
  });
  const codes: string[] = [];
  const waiting = calls.filter(({ campaign_id }) => !applied.has(campaign_id));
  const queue = waiting.values();
  const slot = async (): Promise<void> => {
    for (const { campaign_id, call } of queue) {
      const code = await stage.apply(action, call, handlers).then(
        () => 'applied',
        (error: { code?: string }) => error.code ?? 'unknown',
      );
      if (code === 'applied') applied.add(campaign_id);
      codes.push(code);
    }
  };
  const ended = Promise.all(Array.from({ length: slots }, slot));
  await vi.waitUntil(() => sent_ms.length > 3, { timeout: 20_000, interval: 2 });
  const { pause } = await elsewhere((tx) => openPause(tx, { scope, scope_id, reason: 'Stop', actor }));
  const flipped_ms = performance.now();
  await ended;
  await elsewhere((tx) => resumePause(tx, { pause_id: pause.pause_id, actor }));
  return { codes, waiting: waiting.length, late_ms: sent_ms.map((each) => each - flipped_ms) };
}

/** There is no Temporal on this stage at all: the switch is a row, and the statement that arms asks it. */
describe('the kill switch, flipped while 100 writes wait', () => {
  it.each<[PauseScope, () => string]>([
    ['tenant', () => ''],
    ['platform', () => 'meta_ads'],
    ['account', () => ad_account_id],
  ])('of the %s: none starts two seconds after it, and none is lost or half done', async (scope, id) => {
    const { codes, waiting, late_ms } = await workOff({ scope, scope_id: id() });
    expect(waiting).toBeGreaterThan(queued / 2);
    expect(Math.max(...late_ms)).toBeLessThan(2_000);
    expect(new Set(codes)).toEqual(new Set(['applied', 'SCOPE_PAUSED']));
    const ledger = await stage.applied(calls.map(({ campaign_id }) => campaign_id));
    expect(ledger.map((entry) => entry.entity_id).sort()).toEqual([...applied].sort());
  });

  it('and released: what was stopped goes through, once', async () => {
    const [stopped] = calls.filter(({ campaign_id }) => !applied.has(campaign_id));
    if (stopped === undefined) throw new Error('Nothing was stopped.');
    expect((await stage.apply(action, stopped.call)).receipts).toHaveLength(1);
    expect(await stage.applied([stopped.campaign_id])).toHaveLength(1);
  });
});
