import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IntentState } from '../../contracts/change-set.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { budgetStep, changeSetRow } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { recordChangeSet } from './change-sets.ts';
import { readHoursSinceLastChange, readRecentChanges, readSpendAndConversions } from './guardrail-facts.ts';
import { recordIntents } from './write-intents.ts';

let database: TestDatabase;
let tenant: TenantRows;
let change_set_id: string;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
  change_set_id = await inTenant((tx) => recordChangeSet(tx, changeSetRow(tenant)));
});
afterAll(() => database.drop());

const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>, of = tenant) =>
  withTenant(database.app, of.tenant_id, work);

let entities = 0;
/** A change that stands somewhere on its way, of an entity of its own; hours count back from now. */
const change = async (key: string, state: IntentState, hours_ago: number | null, entity = {}) => {
  entities += 1;
  const named = [
    { idempotency_key: key, change: budgetStep(tenant.campaign_id, { entity_id: `${entities}`, ...entity }) },
  ];
  await inTenant((tx) => recordIntents(tx, change_set_id, named));
  const applied = state === 'applied' || state === 'verified' || state === 'needs_human';
  await database.owner.sql`
    update write_intents set state = ${state},
      applied_at = case when ${applied} then clock_timestamp() - make_interval(secs => ${(hours_ago ?? 0) * 3600}) end,
      reserved_at = clock_timestamp() - make_interval(secs => ${(hours_ago ?? 0) * 3600}),
      armed_at = case when ${state === 'armed'} then clock_timestamp() - make_interval(secs => ${(hours_ago ?? 0) * 3600}) end
    where idempotency_key = ${key} and tenant_id = ${tenant.tenant_id}`;
};
const recent = (own_key = 'mine', timezone = 'UTC', of = tenant) =>
  inTenant((tx) => readRecentChanges(tx, { campaign_id: '100' }, timezone, own_key), of);

/** A time zone in which it is about noon, whenever the test runs. */
function noonZone(): string {
  const offset = 12 - new Date().getUTCHours();
  return offset === 0 ? 'Etc/GMT' : `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;
}

describe('changes that count against rolling limits', () => {
  it.each([
    ['intended', true],
    ['armed', true],
    ['applied', true],
    ['verified', true],
    ['needs_human', true],
    ['not_applied', false],
  ] as const)('a change that is %s counts: %s', async (state, counts) => {
    await change('other/0', state, 1);
    expect(await recent()).toHaveLength(counts ? 1 : 0);
  });

  it('those of the last 24 hours and no older ones', async () => {
    await change('young/0', 'verified', 23.9);
    await change('old/0', 'verified', 24.1);
    const [only, ...others] = await recent();
    expect(others).toEqual([]);
    expect(only?.hours_ago).toBeGreaterThan(23.8);
    expect(only?.hours_ago).toBeLessThan(24);
  });

  it('not those of the asking step itself, but those of a step whose name only begins like it', async () => {
    await change('e1/raise/0', 'armed', 0);
    await change('e1/raise2/0', 'armed', 0);
    expect(await recent('e1/raise')).toHaveLength(1);
    expect(await recent('e1')).toHaveLength(0);
    expect(await recent('100%_')).toHaveLength(2);
  });

  it('of one campaign, or of all campaigns of the account', async () => {
    await change('here/0', 'verified', 1);
    await change('there/0', 'verified', 1, { campaign_id: '200', entity_id: '200' });
    await change('elsewhere/0', 'verified', 1, { campaign_id: '300', account_id: 'act_2' });
    expect(await recent()).toHaveLength(1);
    const ofAccount = await inTenant((tx) => readRecentChanges(tx, { account_id: 'act_1' }, 'UTC', 'mine'));
    expect(ofAccount.map((each) => each.change.campaign_id).sort()).toEqual(['100', '200']);
  });

  it('know whether they fell on the present day of the account, not of the server', async () => {
    await change('morning/0', 'verified', 6);
    await change('yesterday/0', 'verified', 18);
    const rows = await recent('mine', noonZone());
    expect(rows.map((each) => [Math.round(each.hours_ago), each.today]).sort()).toEqual([
      [18, false],
      [6, true],
    ]);
  });

  it('are not those of another tenant', async () => {
    await change('other/0', 'verified', 1);
    expect(await recent('mine', 'UTC', await insertTenantRows(database.owner))).toEqual([]);
  });
});

describe('the pause since the last change', () => {
  const hours = (campaign_id = '100', own_key = 'mine') =>
    inTenant((tx) => readHoursSinceLastChange(tx, campaign_id, own_key));

  it('is null when there never was one, or only one that was not applied', async () => {
    expect(await hours()).toBeNull();
    await change('no/0', 'not_applied', 5);
    expect(await hours()).toBeNull();
    expect(await hours('no such campaign')).toBeNull();
  });

  it.each(['intended', 'armed'] as const)(
    'is over with one that is %s, however long, but for its own step',
    async (state) => {
      await change('theirs/0', state, 5);
      expect(await hours()).toBeLessThan(0.1);
      expect(await hours('100', 'theirs')).toBeNull();
    },
  );

  it('counts from when what a person has to look at was sent', async () => {
    await change('asked/0', 'needs_human', 5);
    expect(await hours()).toBeCloseTo(5, 1);
  });

  it('counts from the newest applied change, however old', async () => {
    await change('older/0', 'verified', 500);
    await change('newest/0', 'verified', 100);
    expect(await hours()).toBeGreaterThanOrEqual(100);
    expect(await hours()).toBeLessThan(101);
  });
});

describe('spend and conversions before the excluded days', () => {
  /** Ten for every day from `first` to `last` days ago, in the account's days. */
  const days = (timezone: string, first: number, last: number, ad_id = '') =>
    database.owner.sql`
      insert into fct_ad_metric_daily (tenant_id, campaign_id, ad_id, dt, channel, impressions, clicks, spend_minor,
        currency, conversions, revenue_minor, source)
      select ${tenant.tenant_id}, '100', ${ad_id}, (now() at time zone ${timezone})::date - n, 'meta_ads', 1, 1, 10, 'USD',
        0.5, 0, 'test'
      from generate_series(${last}::int, ${first}::int) as n`;
  const read = (exclude_last_days: number, timezone = 'UTC') =>
    inTenant((tx) => readSpendAndConversions(tx, '100', timezone, exclude_last_days));

  it('are null without a single row: no data is not the same as nothing spent', async () => {
    expect(await read(0)).toEqual({ spend_minor: null, conversions: null });
    await days('UTC', 20, 20);
    expect(await read(0)).toEqual({ spend_minor: null, conversions: null });
  });

  it('cover the 7 full days before today', async () => {
    await days('UTC', 30, 0);
    expect(await read(0)).toEqual({ spend_minor: 70, conversions: 3.5 });
  });

  it('move back by the excluded days', async () => {
    await days('UTC', 4, 0);
    expect(await read(0)).toEqual({ spend_minor: 40, conversions: 2 });
    expect(await read(3)).toEqual({ spend_minor: 10, conversions: 0.5 });
    expect(await read(4)).toEqual({ spend_minor: null, conversions: null });
  });

  it('are counted in the days of the account', async () => {
    await days('Pacific/Kiritimati', 7, 1);
    expect(await read(0, 'Pacific/Kiritimati')).toEqual({ spend_minor: 70, conversions: 3.5 });
  });

  it('take the whole campaign and not its ads on top', async () => {
    await days('UTC', 7, 1);
    await days('UTC', 7, 1, 'ad-1');
    expect((await read(0)).spend_minor).toBe(70);
  });
});
