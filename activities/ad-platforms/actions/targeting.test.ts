import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adSets, campaigns, writeIntents } from '../../../db/schema/index.ts';
import { openStage, type Stage } from '../../../tests/ad-platforms/stage.ts';
import { audienceListSchema } from './list-audiences/list-audiences.action.ts';

const audience = (audience_id: string, ready = true) => ({
  ...{ audience_id, name: `Audience ${audience_id}`, kind: 'lookalike' as const, size: 9_000, ready },
});
let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  const { external_id } = stage.tenant.account;
  await stage.sandbox.addAudiences(
    external_id,
    ['7001', '7002', '7003'].map((id) => audience(id)),
  );
  await stage.sandbox.addAudiences(external_id, [audience('7004', false)]);
});
afterAll(() => stage.close());

const applied = async (entity_id: string) =>
  (await stage.sandbox.ledgerOf(entity_id)).map((entry) => [entry.field, entry.before, entry.after]);
/** What the money ledger counts of a campaign's writes: field, moved and exposed, in the order in which they were reserved. */
const counted = async (campaign_id: string) => {
  const rows = await stage.inTenant((tx) =>
    tx.select().from(writeIntents).where(eq(writeIntents.campaign_id, campaign_id)).orderBy(writeIntents.reserved_at),
  );
  return rows.map((row) => [row.change.field, row.moved_minor, row.exposure_minor]);
};
/** Counted from when the file was read, on a whole second. */
const begun = Math.floor(Date.now() / 1000) * 1000;
const inAWeek = (days = 7) => new Date(begun + days * 86_400_000).toISOString();
const refused = { code: 'ACTION_PARAMS_INVALID' };

describe('audiences', () => {
  it('are set as whole lists, each with one mutation, and listed with what they are to the campaign', async () => {
    const { campaign_id, ad_set_id } = await stage.addCampaign();
    await stage.write('set_audiences', { campaign_id, include: ['7002', '7001'], exclude: ['7003'] });
    expect((await applied(ad_set_id)).map(([field, , after]) => [field, after])).toEqual([
      ['included_audiences', '7001,7002'],
      ['excluded_audiences', '7003'],
    ]);
    const origin = await stage.startExecution();
    const list = audienceListSchema.parse(await stage.read('list_audiences', origin, { campaign_id }));
    const own = list.audiences.filter((each) => each.audience_id.startsWith('7') && each.audience_id.length === 4);
    expect(own.map(({ audience_id, included, excluded, ready }) => [audience_id, included, excluded, ready])).toEqual([
      ['7001', true, false, true],
      ['7002', true, false, true],
      ['7003', false, true, true],
      ['7004', false, false, false],
    ]);
    expect(list).toMatchObject({ platform: 'meta_ads', can_expand: true, can_include: true });
  });
  it('an expansion is planned as the whole new list, and taken back as the whole old one', async () => {
    const { campaign_id, ad_set_id } = await stage.addCampaign();
    await stage.write('set_audiences', { campaign_id, include: ['7001'] });
    const { planned, origin } = await stage.write('expand_audience', { campaign_id, audience_ids: ['7003'] });
    expect(planned.change_set.changes).toMatchObject([{ before: '7001', after: '7001,7003', money_moved_minor: 0 }]);
    await stage.write('undo_execution', { execution_id: origin.execution_id });
    expect((await applied(ad_set_id)).at(-1)).toEqual(['included_audiences', '7001,7003', '7001']);
  });
  it('an exclusion keeps what is excluded already, and leaves our rows of the ad set alone', async () => {
    const { campaign_id, ad_set_id, bid_amount_minor } = await stage.addCampaign();
    await stage.write('set_audiences', { campaign_id, exclude: ['7001'] });
    await stage.write('exclude_audience', { campaign_id, ad_set_id, audience_ids: ['7002'] });
    expect((await applied(ad_set_id)).at(-1)).toEqual(['excluded_audiences', '7001', '7001,7002']);
    const [row] = await stage.inTenant((tx) => tx.select().from(adSets).where(eq(adSets.ad_set_id, ad_set_id)));
    expect(row).toMatchObject({ bid_amount_minor, status: 'active' });
    const again = await stage.write('exclude_audience', { campaign_id, audience_ids: ['7002'] });
    expect(again.planned.changes_anything).toBe(false);
  });
  it.each([
    ['that the account does not have', 'expand_audience', { audience_ids: ['999'] }, 'has no audience 999'],
    ['that is not ready', 'expand_audience', { audience_ids: ['7004'] }, 'Not ready'],
    ['that is left out already', 'expand_audience', { audience_ids: ['7003'] }, 'leave it out at once'],
    ['that would be in both lists', 'set_audiences', { include: ['7001'], exclude: ['7001'] }],
    ['of an ad set that is not the campaign’s', 'exclude_audience', { ad_set_id: '1', audience_ids: ['7001'] }],
    ['with a comma in its id', 'exclude_audience', { audience_ids: ['7001,7002'] }],
    ['that is named twice', 'exclude_audience', { audience_ids: ['7001', '7001'] }],
    ['that is none', 'set_audiences', {}],
  ])('one %s is refused, and nothing is sent', async (_name, action, params, words = '') => {
    const { campaign_id, ad_set_id } = await stage.addCampaign();
    await stage.write('set_audiences', { campaign_id, exclude: ['7003'] });
    const message = expect.stringContaining(words);
    await expect(stage.write(action, { campaign_id, ...params })).rejects.toMatchObject({ ...refused, message });
    expect(await applied(ad_set_id)).toHaveLength(1);
  });
  it('beyond the chosen ones can be switched on and off', async () => {
    const { campaign_id, ad_set_id } = await stage.addCampaign();
    await stage.write('set_audience_expansion', { campaign_id, expansion: 'off' });
    await stage.write('set_audience_expansion', { campaign_id, expansion: 'on' });
    expect((await applied(ad_set_id)).at(-1)?.[2]).toBe('on');
  });
});

describe('a schedule', () => {
  it('is set on the ad sets where the platform keeps it there; the whole budget counts as moved, once', async () => {
    const { campaign_id, ad_set_id } = await stage.addCampaign({}, { starts_at: inAWeek(2) });
    const ends_at = inAWeek(30);
    const { planned } = await stage.write('set_schedule', { campaign_id, starts_at: inAWeek(3), ends_at });
    expect(planned.change_set).toMatchObject({ total_change_minor: 40_000, change_count: 2 });
    expect((await applied(ad_set_id)).map(([field, , after]) => [field, after])).toEqual([
      ['starts_at', inAWeek(3)],
      ['ends_at', ends_at],
    ]);
  });
  it('an end that was not there can be taken back, and then all that stands behind the ad set is exposed again', async () => {
    const { campaign_id, ad_set_id } = await stage.addCampaign();
    const { origin, planned } = await stage.write('set_schedule', { campaign_id, ends_at: inAWeek() });
    expect(planned.change_set.changes).toMatchObject([{ before: '', after: inAWeek() }]);
    await stage.write('undo_execution', { execution_id: origin.execution_id });
    expect((await applied(ad_set_id)).at(-1)?.[2] ?? '').toBe('');
    expect(await counted(campaign_id)).toEqual([
      ['ends_at', 40_000, 0],
      ['ends_at', 40_000, 70_000],
    ]);
  });
  it.each(['campaign', 'ad_set'] as const)(
    'a later start hides no later end: what runs for longer is exposed, with the budget on the %s',
    async (budget_owner) => {
      const times = { starts_at: inAWeek(2), ends_at: inAWeek(30) };
      const { campaign_id } = await stage.addCampaign({ budget_owner }, times);
      const later = { starts_at: inAWeek(3), ends_at: inAWeek(300) };
      const { planned, origin } = await stage.write('set_schedule', { campaign_id, ...later });
      expect(planned.change_set.total_change_minor).toBe(40_000);
      const sent = [
        ['starts_at', 0, 0],
        ['ends_at', 40_000, 70_000],
      ];
      expect(await counted(campaign_id)).toEqual(sent);
      // Taken back, it ends earlier, which exposes nothing, and starts earlier, which does.
      await stage.write('undo_execution', { execution_id: origin.execution_id });
      expect((await counted(campaign_id)).slice(2).sort()).toEqual([
        ['ends_at', 0, 0],
        ['starts_at', 40_000, 70_000],
      ]);
    },
  );
  it.each([
    [{}],
    [{ starts_at: '2027-02-01T00:00:00Z', ends_at: '2027-01-01T00:00:00Z' }],
    [{ ends_at: 'tomorrow' }],
    [{ starts_at: '' }],
  ])('%o is refused', async (params) => {
    const { campaign_id } = await stage.addCampaign();
    await expect(stage.write('set_schedule', { campaign_id, ...params })).rejects.toMatchObject(refused);
  });
});

describe('budgets that are not the campaign’s daily one', () => {
  it('a lifetime budget is set where it is held, and stands behind the campaign when it is paused', async () => {
    const life = { lifetime_budget_minor: 500_000, ends_at: inAWeek(30) };
    const { campaign_id } = await stage.addCampaign({}, life);
    const { planned } = await stage.write('set_lifetime_budget', { campaign_id, lifetime_budget_minor: 550_000 });
    expect(planned.change_set).toMatchObject({ total_change_minor: 50_000, max_change_pct: 10 });
    expect(await applied(campaign_id)).toEqual([['lifetime_budget', 500_000, 550_000]]);
    const paused = await stage.write('pause', { campaign_id });
    expect(paused.planned.change_set.total_change_minor).toBe(550_000);
    const missing = { code: 'PLATFORM_CAPABILITY_MISSING' };
    await expect(stage.write('set_daily_budget', { campaign_id, daily_budget_minor: 1_000 })).rejects.toMatchObject(
      missing,
    );
    const daily = await stage.addCampaign();
    const wrong = { campaign_id: daily.campaign_id, lifetime_budget_minor: 550_000 };
    await expect(stage.write('set_lifetime_budget', wrong)).rejects.toMatchObject(missing);
  });
  it('one ad set’s budget is set alone, and our row of the campaign follows', async () => {
    const { campaign_id, ad_set_id } = await stage.addCampaign({ budget_owner: 'ad_set' });
    await stage.write('set_ad_set_budget', { campaign_id, ad_set_id, daily_budget_minor: 44_000 });
    expect(await applied(ad_set_id)).toEqual([['daily_budget', 40_000, 44_000]]);
    const [row] = await stage.inTenant((tx) =>
      tx.select().from(campaigns).where(eq(campaigns.campaign_id, campaign_id)),
    );
    expect(row?.daily_budget_minor).toBe(44_000);
    const other = await stage.addCampaign();
    const wrong = { campaign_id: other.campaign_id, ad_set_id: other.ad_set_id, daily_budget_minor: 44_000 };
    await expect(stage.write('set_ad_set_budget', wrong)).rejects.toMatchObject({
      code: 'PLATFORM_CAPABILITY_MISSING',
    });
    await expect(stage.write('set_ad_set_budget', { ...wrong, ad_set_id: '1' })).rejects.toMatchObject(refused);
  });
});
