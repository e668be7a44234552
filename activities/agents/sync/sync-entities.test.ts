import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CodedError } from '../../../contracts/errors/index.ts';
import { type HandPlatform, listedCampaign, openHandPlatform } from '../../../tests/sync/hand-platform.ts';

let platform: HandPlatform;
beforeAll(async () => {
  platform = await openHandPlatform();
});
afterAll(() => platform?.close());

type Stage = Awaited<ReturnType<HandPlatform['fresh']>>;
const ids = ['100', '200', '300', '400'];
const statuses = async ({ campaigns }: Stage) =>
  Object.fromEntries((await campaigns()).map((each) => [each.campaign_id, each.status]));
/** A tenant of which the platform lists four campaigns, in no order. */
async function withFour() {
  const stage = await platform.fresh();
  stage.says.campaigns = ids.toReversed().map((id) => listedCampaign(id));
  return stage;
}

describe('the campaigns of an account', () => {
  it('are those that the platform lists, and nothing changes the second time', async () => {
    const stage = await withFour();
    expect(await stage.entities()).toMatchObject({
      ...{ campaigns: 4, campaigns_added: 3, campaigns_gone: 0, rows_read: 4, rows_changed: 4, resumed: false },
      failed: [],
    });
    expect(await statuses(stage)).toEqual({ 100: 'active', 200: 'active', 300: 'active', 400: 'active' });
    expect(await stage.entities()).toMatchObject({ campaigns_added: 0, rows_read: 4, rows_changed: 0 });
  });

  it('follow the platform in name and state', async () => {
    const stage = await withFour();
    await stage.entities();
    const renamed = listedCampaign('200', { name: 'x'.repeat(2_000), status: 'paused' });
    stage.says.campaigns = stage.says.campaigns.map((each) => (each.entity_id === '200' ? renamed : each));
    expect(await stage.entities()).toMatchObject({ rows_changed: 1 });
    const found = (await stage.campaigns()).find((each) => each.campaign_id === '200');
    expect(found?.status).toBe('paused');
    // A name of any length is taken, as far as there is room.
    expect(found?.campaign_name).toMatch(/^x{100,}$/);
  });

  it.each([
    ['archived', 1],
    ['deleted', 1],
  ] as const)(
    'that the platform lists as %s are marked so, without looking at what is below them',
    async (status, gone) => {
      const stage = await withFour();
      await stage.entities();
      stage.asked.length = 0;
      stage.says.campaigns = ids.map((id) => listedCampaign(id, id === '300' ? { status } : {}));
      expect(await stage.entities()).toMatchObject({ campaigns: 3, campaigns_gone: gone });
      expect((await statuses(stage))['300']).toBe(status);
      expect(stage.asked).toEqual(['below 100', 'below 200', 'below 400']);
    },
  );

  it.each([
    ['lives all the same', async () => listedCampaign('400'), 'active', 0],
    ['is paused', async () => listedCampaign('400', { status: 'paused' }), 'active', 0],
    ['is archived', async () => listedCampaign('400', { status: 'archived' }), 'archived', 1],
    ['is not known there', () => Promise.reject(new CodedError('PLATFORM_NOT_FOUND', 'No such.')), 'deleted', 1],
  ] as const)(
    'of which one is left out of the list and %s: a list alone deletes nothing',
    async (_, entity, status, gone) => {
      const stage = await withFour();
      await stage.entities();
      stage.says.campaigns = stage.says.campaigns.filter((each) => each.entity_id !== '400');
      stage.says.entity = entity;
      stage.asked.length = 0;
      expect(await stage.entities()).toMatchObject({ campaigns: 3, campaigns_gone: gone });
      expect((await statuses(stage))['400']).toBe(status);
      expect(stage.asked.filter((each) => each.startsWith('entity'))).toEqual(['entity 400']);
    },
  );

  it('stay as they are when the platform cannot say what became of one', async () => {
    const stage = await withFour();
    await stage.entities();
    stage.says.campaigns = [];
    stage.says.entity = () => Promise.reject(new CodedError('PLATFORM_UNAVAILABLE', 'It is away.'));
    await expect(stage.entities()).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
    expect(await statuses(stage)).toEqual({ 100: 'active', 200: 'active', 300: 'active', 400: 'active' });
    expect(await stage.stream('entities')).toMatchObject({ status: 'failed', error_code: 'PLATFORM_UNAVAILABLE' });
  });
});

describe('a run over the campaigns that died', () => {
  it.each(ids.map((id, index) => [id, index] as const))(
    'at %s has saved the %d before it, and the next goes on there',
    async (dying, before) => {
      const stage = await withFour();
      stage.says.below = async (id) => {
        if (id === dying) throw new Error('killed');
      };
      await expect(stage.entities()).rejects.toThrow('killed');
      const left = await stage.stream('entities');
      expect(left).toMatchObject({ status: 'failed', rows_read: before, lease_holder: null });
      expect(left?.cursor).toEqual(before === 0 ? {} : { after: ids[before - 1] });
      stage.says.below = async () => undefined;
      stage.asked.length = 0;
      expect(await stage.entities()).toMatchObject({ resumed: true, rows_read: 4, campaigns: 4 });
      expect(stage.asked).toEqual(ids.slice(before).map((id) => `below ${id}`));
      expect(await stage.stream('entities')).toMatchObject({ status: 'idle', cursor: null, succeeded: true });
    },
  );

  it('because of one campaign alone does not happen: it is left out and told, and the others are there', async () => {
    const stage = await withFour();
    stage.says.below = async (id) => {
      if (id === '200') throw new CodedError('PLATFORM_ANSWER_INVALID', 'No ad set has this form.');
    };
    expect(await stage.entities()).toMatchObject({
      campaigns_added: 2,
      failed: [{ campaign_id: '200', code: 'PLATFORM_ANSWER_INVALID' }],
    });
    expect(Object.keys(await statuses(stage))).toEqual(['100', '300', '400']);
    expect(await stage.stream('entities')).toMatchObject({
      ...{ status: 'idle', error_code: 'PLATFORM_ANSWER_INVALID', succeeded: false },
      error_message: 'One campaign could not be read. 200: No ad set has this form.',
    });
    stage.says.below = async () => undefined;
    expect(await stage.entities()).toMatchObject({ campaigns_added: 1, failed: [] });
  });
});

describe('what the platform says of the account', () => {
  const account = async ({ tenant }: Stage) => {
    const [row] = await platform.sql<{ name: string; currency: string; timezone: string }[]>`
      select name, currency, timezone from ad_accounts where tenant_id = ${tenant.tenant_id}`;
    return row;
  };

  it('is taken over where it is only the name', async () => {
    const stage = await platform.fresh();
    stage.says.account = { ...stage.says.account, name: 'Renamed' };
    await stage.entities();
    expect(await account(stage)).toEqual({ name: 'Renamed', currency: 'USD', timezone: 'UTC' });
  });

  it.each([
    ['Etc/UTC', 'UTC'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
  ])('keeps our spelling of the same clock: they say %s, we %s', async (theirs, ours) => {
    const stage = await platform.fresh({ timezone: ours });
    stage.says.account = { ...stage.says.account, timezone: theirs };
    await stage.entities();
    expect((await account(stage))?.timezone).toBe(ours);
  });

  it.each([
    ['another currency', { currency: 'EUR' }],
    ['another clock', { timezone: 'Asia/Tokyo' }],
    ['both', { currency: 'JPY', timezone: 'Asia/Tokyo' }],
  ])('as %s stops everything once there are campaigns: days and money would be mixed', async (_, other) => {
    const stage = await withFour();
    stage.says.account = { ...stage.says.account, ...other };
    await expect(stage.entities()).rejects.toMatchObject({ code: 'ACCOUNT_FACTS_DIFFER' });
    expect(await account(stage)).toEqual({ name: 'Account', currency: 'USD', timezone: 'UTC' });
    expect(Object.keys(await statuses(stage))).toEqual(['100']);
    expect(stage.asked).toEqual([]);
    expect(await stage.stream('entities')).toMatchObject({ status: 'failed', error_code: 'ACCOUNT_FACTS_DIFFER' });
  });

  it('may be anything while there is no campaign yet', async () => {
    const stage = await platform.fresh();
    await platform.sql`delete from campaigns where tenant_id = ${stage.tenant.tenant_id}`;
    stage.says.account = { ...stage.says.account, currency: 'JPY', timezone: 'Asia/Tokyo' };
    expect(await stage.entities()).toMatchObject({ campaigns_added: 1 });
    expect(await account(stage)).toMatchObject({ currency: 'JPY', timezone: 'Asia/Tokyo' });
  });
});

it('an account that nobody knows is refused before anything is asked or written', async () => {
  const { run, asked, stream } = await platform.fresh();
  for (const action of ['sync_entities', 'sync_audiences', 'sync_daily_metrics'])
    await expect(run(action, { account_id: 'act_404' })).rejects.toMatchObject({ code: 'ACCOUNT_NOT_FOUND' });
  expect([asked, await stream('entities')]).toEqual([[], null]);
});
