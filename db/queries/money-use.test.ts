import { randomUUID } from 'node:crypto';
import { array, assert, asyncProperty, constantFrom, integer, option, record } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IntentState } from '../../contracts/change-set.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { budgetStep, changeSetRow } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { recordChangeSet } from './change-sets.ts';
import { setCap } from './money-caps.ts';
import { listCapUses, readCapsInForce } from './money-use.ts';
import { recordIntents } from './write-intents.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());
const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>) =>
  withTenant(database.app, tenant.tenant_id, work);

/** A write somewhere on its way. Hours count back from now, and never meet the end of a window, which is a whole hour. */
type Write = {
  readonly state: IntentState;
  readonly platform: 'meta_ads' | 'google_ads';
  readonly account_id: string;
  readonly campaign_id: string;
  readonly requester: string;
  readonly foreign: boolean;
  readonly moved: number;
  readonly exposure: number;
  readonly applied_ago: number | null;
  readonly armed_ago: number | null;
  readonly reserved_ago: number;
};
const ago = integer({ min: 0, max: 47 }).map((hours) => hours + 0.5);
const write = record<Write>({
  state: constantFrom('intended', 'armed', 'applied', 'verified', 'not_applied', 'needs_human'),
  platform: constantFrom('meta_ads', 'google_ads'),
  account_id: constantFrom('a1', 'a2'),
  campaign_id: constantFrom('c1', 'c2'),
  requester: constantFrom('ann@example.com', 'Bob@example.com'),
  foreign: constantFrom(true, false),
  moved: integer({ min: 0, max: 1_000 }),
  exposure: integer({ min: 0, max: 1_000 }),
  applied_ago: option(ago),
  armed_ago: option(ago),
  reserved_ago: ago,
});

const scopes = [
  ['tenant', ''],
  ['platform', 'meta_ads'],
  ['account', 'a1'],
  ['campaign', 'c2'],
  ['requester', 'bob@example.com'],
] as const;
const windows = [1, 24, 48];

/** What a cap counts, told once more in plain words: the other half of the comparison. */
function countedBy([scope, id]: (typeof scopes)[number], window_hours: number, each: Write): boolean {
  if (each.state === 'not_applied') return false;
  const open = each.state === 'intended' || each.state === 'armed';
  const since = open ? 0 : (each.applied_ago ?? each.armed_ago ?? each.reserved_ago);
  const own = {
    tenant: true,
    platform: each.platform === id,
    account: each.account_id === id,
    campaign: each.campaign_id === id,
    requester: each.requester.toLowerCase() === id,
  };
  return own[scope] && since < window_hours;
}

async function store(writes: readonly Write[]): Promise<void> {
  await database.owner.sql`delete from write_intents`;
  await inTenant(async (tx) => {
    const change_set_id = await recordChangeSet(tx, changeSetRow(tenant, { plan_digest: randomUUID() }));
    const whose = { execution_id: tenant.execution_id, playbook_id: 'quiet_v1', fx_rate: 1 };
    for (const [index, each] of writes.entries()) {
      const { account_id, campaign_id, platform } = each;
      const change = budgetStep(campaign_id, { platform, account_id, entity_id: `${index}` });
      const own = each.foreign ? 3 : 1;
      await recordIntents(tx, change_set_id, [
        {
          ...{ idempotency_key: `${index}`, change, ...whose, requested_by_email: each.requester },
          ...{ currency: each.foreign ? 'EUR' : 'USD', moved_minor: each.moved, exposure_minor: each.exposure },
          ...{ moved_base_minor: each.moved * own, exposure_base_minor: each.exposure * own },
        },
      ]);
    }
  });
  for (const [index, each] of writes.entries()) {
    const at = (hours: number | null) => (hours === null ? null : `${hours} hours`);
    await database.owner.sql`
      update write_intents set state = ${each.state},
        applied_at = clock_timestamp() - ${at(each.applied_ago)}::interval,
        armed_at = clock_timestamp() - ${at(each.armed_ago)}::interval,
        reserved_at = clock_timestamp() - ${at(Math.max(each.reserved_ago, each.armed_ago ?? 0, each.applied_ago ?? 0))}::interval
      where idempotency_key = ${String(index)}`;
  }
}

describe('the use of caps', () => {
  it('is, for every scope, measure and window, the sum of what counts, in one currency', async () => {
    const actor = { user_id: tenant.user_id, email: tenant.email };
    for (const [scope, scope_id] of scopes)
      for (const measure of ['moved', 'exposure'] as const)
        for (const window_hours of windows) {
          const cap = {
            scope,
            scope_id,
            measure,
            window_hours,
            currency: 'USD',
            limit_minor: 1,
            reason: 'A test',
            actor,
          };
          await inTenant((tx) => setCap(tx, cap));
        }
    await assert(
      asyncProperty(array(write, { maxLength: 12 }), async (writes) => {
        await store(writes);
        const caps = await inTenant(readCapsInForce);
        expect(caps).toHaveLength(scopes.length * 2 * windows.length);
        for (const cap of caps) {
          const scope = scopes.find(([name]) => name === cap.scope);
          const counted = scope === undefined ? [] : writes.filter((each) => countedBy(scope, cap.window_hours, each));
          const amounts = counted.map((each) => each[cap.measure] * (each.foreign ? 3 : 1));
          expect(cap.used_minor, JSON.stringify(cap)).toBe(amounts.reduce((sum, each) => sum + each, 0));
        }
        const [first] = caps;
        const uses = first === undefined ? [] : await inTenant((tx) => listCapUses(tx, first.cap_id, 100));
        expect(uses.reduce((sum, each) => sum + each.amount_minor, 0)).toBe(first?.used_minor);
        for (const use of uses) expect(Date.parse(use.counts_until)).toBeGreaterThan(Date.now());
      }),
      { numRuns: 15 },
    );
  });
});
