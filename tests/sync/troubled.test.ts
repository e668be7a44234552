import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newTestCampaign } from '../ad-platforms/test-campaign.ts';
import { openSyncStage, type SyncStage } from './sync-stage.ts';

const account_id = 'act_100100';
/** A page of a list, as far as it is looked into here. */
const pageOf = z.looseObject({
  data: z.array(z.looseObject({ id: z.string().optional(), date_start: z.string().optional() })),
});
let stage: SyncStage;
beforeAll(async () => {
  stage = await openSyncStage({ born_at: '2026-11-03T12:00:00Z' });
});
afterAll(() => stage.close());
afterEach(async () => {
  await stage.sandbox.clearFaults();
  const { sql } = stage.database.owner;
  await sql`delete from sync_days`;
  await sql`delete from sync_streams where stream = 'daily_metrics'`;
});

const campaigns = () => stage.tenant.campaigns;
const status = async (campaign_id: string) => {
  const [row] = await stage.database.owner.sql`select status from campaigns where campaign_id = ${campaign_id}`;
  return row?.status;
};

describe('a campaign that cannot be read', () => {
  it.each([
    ['error_500_before', 'PLATFORM_UNAVAILABLE'],
    ['malformed', 'PLATFORM_ANSWER_INVALID'],
  ])('because of %s is told, and the others are read', async (kind, code) => {
    const [, odd] = campaigns().map((each) => each.campaign_id);
    const shape = kind === 'malformed' ? { shape: 'wrong_types' } : {};
    await stage.sandbox.fault({ kind, ...shape, times: null, match: { entity_id: odd, path: 'insights' } });
    const read = await stage.metrics(account_id);
    expect(read).toMatchObject({ failed: [{ campaign_id: odd, code }], windows_read: (campaigns().length - 1) * 3 });
    expect(read.complete_until).toBeNull();
    expect(await stage.stream(account_id, 'daily_metrics')).toMatchObject({
      ...{ status: 'idle', error_code: code, succeeded: false },
      error_message: expect.stringContaining('One campaign could not be read.'),
    });
    await stage.sandbox.clearFaults();
    expect(await stage.metrics(account_id)).toMatchObject({ failed: [], complete_until: '2026-11-02' });
    expect(await stage.stream(account_id, 'daily_metrics')).toMatchObject({ error_code: null, succeeded: true });
  });

  it('of which suddenly nothing is told keeps its figures: a whole month does not vanish by an empty answer', async () => {
    const [first] = campaigns().map((each) => each.campaign_id);
    await stage.metrics(account_id);
    const before = await stage.days(first ?? '');
    const empty: typeof fetch = async (input, init) =>
      String(input).includes(`${first}/insights`) ? Response.json({ data: [] }) : fetch(input, init);
    expect((await stage.metrics(account_id, { fetch: empty })).failed).toMatchObject([
      { campaign_id: first, code: 'PLATFORM_ANSWER_INVALID', message: expect.stringContaining('tells nothing') },
    ]);
    expect(await stage.days(first ?? '')).toEqual(before);
  });

  it('one day that the platform has taken back has nothing any more, and that is a restatement', async () => {
    const [first = ''] = campaigns().map((each) => each.campaign_id);
    await stage.metrics(account_id);
    const without: typeof fetch = async (input, init) => {
      const answer = await fetch(input, init);
      if (!String(input).includes(`${first}/insights`)) return answer;
      const body = pageOf.parse(await answer.json());
      return Response.json({ ...body, data: body.data.filter((row) => row.date_start !== '2026-10-20') });
    };
    const read = await stage.metrics(account_id, { fetch: without });
    expect(read.rows_restated).toBeGreaterThanOrEqual(1);
    expect((await stage.days(first)).find((each) => each.dt === '2026-10-20')).toMatchObject({
      spend_minor: 0,
      conversions: 0,
    });
    await stage.metrics(account_id);
    expect((await stage.days(first)).find((each) => each.dt === '2026-10-20')?.spend_minor).toBeGreaterThan(0);
  });
});

describe('a platform that cannot be read', () => {
  it('and says when to come back ends the run with that wait; what was read is kept', async () => {
    const last = campaigns()
      .map((each) => each.campaign_id)
      .toSorted()
      .at(-1);
    await stage.sandbox.fault({
      kind: 'throttle',
      times: 1,
      wait_seconds: 120,
      match: { entity_id: last, path: 'insights' },
    });
    await expect(stage.metrics(account_id)).rejects.toMatchObject({
      code: 'PLATFORM_THROTTLED',
      retryAfterSeconds: 120,
    });
    const left = await stage.stream(account_id, 'daily_metrics');
    expect(left).toMatchObject({ status: 'failed', error_code: 'PLATFORM_THROTTLED', rows_read: 7 * 30 });
    const again = await stage.metrics(account_id);
    expect(again).toMatchObject({
      resumed: true,
      windows_read: campaigns().length * 3 - 7,
      rows_read: campaigns().length * 90,
    });
  });

  it('at all ends the run, and is not told as the fault of single campaigns; the breaker then ends it early', async () => {
    await stage.sandbox.fault({ kind: 'error_500_before', times: null, match: { path: 'insights' } });
    // In workers of their own: a breaker stays open for a while.
    const own: typeof fetch = (input, init) => fetch(input, init);
    await expect(stage.metrics(account_id, { fetch: own })).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
    expect(await stage.stream(account_id, 'daily_metrics')).toMatchObject({ status: 'failed', lease_holder: null });
    for (const made of [newTestCampaign(), newTestCampaign()])
      await stage.sandbox.addCampaign(account_id, { budget_owner: 'campaign', ...made });
    await stage.entities(account_id, { fetch: own });
    let asked = 0;
    const counting: typeof fetch = (input, init) => {
      asked += String(input).includes('/insights') ? 1 : 0;
      return fetch(input, init);
    };
    await expect(stage.metrics(account_id, { fetch: counting })).rejects.toMatchObject({
      ...{ code: 'PLATFORM_UNAVAILABLE', details: { cause: 'breaker_open' } },
    });
    expect(asked).toBe(8);
  });

  it('because it does not take the token ends the run at once', async () => {
    let asked = 0;
    const refused: typeof fetch = async (input, init) => {
      if (!String(input).includes('/insights')) return fetch(input, init);
      asked += 1;
      const error = { message: 'Invalid OAuth access token', type: 'OAuthException', code: 190, error_subcode: 467 };
      return Response.json({ error }, { status: 401 });
    };
    await expect(stage.metrics(account_id, { fetch: refused })).rejects.toMatchObject({
      code: 'PLATFORM_UNAUTHORIZED',
    });
    expect(asked).toBeLessThanOrEqual(4);
  });
});

describe('campaigns', () => {
  it('that are new appear with everything below them, and their past is read without counting as a gap', async () => {
    await stage.entities(account_id);
    await stage.metrics(account_id);
    const made = newTestCampaign();
    await stage.sandbox.addCampaign(account_id, { budget_owner: 'ad_set', ...made });
    expect(await stage.entities(account_id)).toMatchObject({ campaigns_added: 1, campaigns_gone: 0, failed: [] });
    const [row] = await stage.database.owner.sql`
      select c.campaign_name, c.daily_budget_minor::int, c.currency, s.bid_amount_minor::int, a.creative_id
      from campaigns c join ad_sets s using (tenant_id, campaign_id) join ads a using (tenant_id, ad_set_id)
      where c.campaign_id = ${made.campaign_id}`;
    expect(row).toMatchObject({
      ...{ campaign_name: made.campaign_name, daily_budget_minor: 40_000, currency: 'USD', bid_amount_minor: 250 },
      creative_id: made.ads[0]?.creative_id,
    });
    expect(await stage.metrics(account_id)).toMatchObject({ gap_days_found: 0, complete_until: '2026-11-02' });
    expect(await stage.readDays(made.campaign_id)).toHaveLength(90);
  });

  it('that are deleted on the platform are marked, with what was below them, and are not asked for any more', async () => {
    const made = newTestCampaign();
    await stage.sandbox.addCampaign(account_id, { budget_owner: 'campaign', ...made });
    await stage.entities(account_id);
    await stage.sandbox.personEdits(made.campaign_id, 'status', 'DELETED');
    expect(await stage.entities(account_id)).toMatchObject({ campaigns_gone: 1 });
    expect(await status(made.campaign_id)).toBe('deleted');
    const below = await stage.database.owner.sql`
      select status from ad_sets where campaign_id = ${made.campaign_id}
      union all select status from ads where campaign_id = ${made.campaign_id}`;
    expect(below.map((each) => each.status)).toEqual(['deleted', 'deleted']);
    await stage.metrics(account_id);
    expect(await stage.readDays(made.campaign_id)).toEqual([]);
    expect(await stage.entities(account_id)).toMatchObject({ campaigns_gone: 0, rows_changed: 0 });
  });

  it('that a list leaves out although they live stay as they are', async () => {
    const [first = ''] = campaigns().map((each) => each.campaign_id);
    const short: typeof fetch = async (input, init) => {
      const answer = await fetch(input, init);
      if (!/act_100100\/campaigns/.test(String(input))) return answer;
      const body = pageOf.parse(await answer.json());
      return Response.json({ ...body, data: body.data.filter((row) => row.id !== first) });
    };
    expect(await stage.entities(account_id, { fetch: short })).toMatchObject({ campaigns_gone: 0 });
    expect(await status(first)).toBe('active');
  });

  it('whose id another account of the tenant has are left out, and that account’s row is not touched', async () => {
    const made = newTestCampaign();
    const { owner } = stage.database;
    await owner.sql`
      insert into campaigns (tenant_id, campaign_id, campaign_name, platform, ad_account_id, brand_id, status, currency)
      select tenant_id, ${made.campaign_id}, 'Theirs', platform, ad_account_id, brand_id, 'active', currency
      from ad_accounts where external_id = '3003003001'`;
    await stage.sandbox.addCampaign(account_id, { budget_owner: 'campaign', ...made });
    const read = await stage.entities(account_id);
    expect(read.failed).toMatchObject([{ campaign_id: made.campaign_id, code: 'SYNC_ID_TAKEN' }]);
    const [row] = await owner.sql`select campaign_name from campaigns where campaign_id = ${made.campaign_id}`;
    expect(row?.campaign_name).toBe('Theirs');
    await owner.sql`delete from campaigns where campaign_id = ${made.campaign_id}`;
  });
});

it('audiences are those that the platform lists: new ones appear, others go, and the same again changes nothing', async () => {
  await stage.sandbox.addAudiences(account_id, [
    { audience_id: '9100', name: 'Shops', kind: 'custom', size: 5_000, ready: true },
    { audience_id: '9200', name: 'Guides', kind: 'lookalike', size: 800, ready: true },
  ]);
  await stage.database.owner.sql`
    insert into audiences (tenant_id, ad_account_id, audience_id, name, kind, ready)
    select tenant_id, ad_account_id, 'gone', 'Gone', 'custom', true from ad_accounts where external_id = ${account_id}`;
  expect(await stage.audiences(account_id)).toMatchObject({ rows_changed: 3, audiences_removed: 1 });
  const rows = await stage.database.owner.sql`
    select audience_id, name, kind, size::int from audiences where audience_id in ('9100', '9200', 'gone') order by 1`;
  expect(rows).toMatchObject([
    { audience_id: '9100', name: 'Shops', kind: 'custom', size: 5_000 },
    { audience_id: '9200', name: 'Guides', kind: 'lookalike' },
  ]);
  expect(await stage.audiences(account_id)).toMatchObject({ rows_changed: 0, audiences_removed: 0 });
});
