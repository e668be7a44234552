import { expect } from 'vitest';
import { entityStateSchema, insightRowSchema } from '../../../contracts/ad-platform.ts';
import { launchStateSchema } from '../../../contracts/launch.ts';
import { type ConformanceCase, errorOf, isoDay, withBudget } from './conformance-case.ts';

/** What is read must be there, whole, once and in our terms, whatever the wire looks like. */
export const readingCases: readonly ConformanceCase[] = [
  {
    name: 'reads each of its levels in our terms',
    run: async ({ addCampaign, adapter, capabilities, driver }) => {
      const { levels, holder, shown } = await addCampaign();
      const platform = await adapter();
      expect(platform.platform).toBe(driver.platform.platform);
      expect(platform.writable).toEqual(capabilities.writable);
      for (const reference of levels) {
        const state = entityStateSchema.parse(await platform.readEntity(reference));
        const { currency } = driver.account;
        expect(state).toMatchObject({ ...reference, platform: platform.platform, status: 'active', currency });
        expect(state.name).not.toBe('');
      }
      expect(await platform.readEntity(holder)).toMatchObject(shown);
    },
  },
  {
    name: 'reads budgets, bids and creatives in our units',
    offered: withBudget,
    run: async ({ addCampaign, adapter }) => {
      const { ad_set, ad, holder, start } = await addCampaign();
      const platform = await adapter();
      expect((await platform.readEntity(holder)).daily_budget_minor).toBe(start.daily_budget_minor);
      expect((await platform.readEntity(ad_set)).bid_amount_minor).toBe(start.bid_amount_minor);
      expect((await platform.readEntity(ad)).creative_id).not.toBeNull();
    },
  },
  {
    name: 'finds children with their parents',
    offered: ({ platform }) => platform.capabilities.names.ad_set !== null,
    run: async ({ addCampaign, adapter }) => {
      const { campaign, ad_set, ad } = await addCampaign();
      const platform = await adapter();
      const adSets = await platform.listChildren(campaign);
      expect(adSets.map((each) => [each.entity_id, each.parent_id])).toEqual([[ad_set.entity_id, campaign.entity_id]]);
      const ads = await platform.listChildren(ad_set);
      expect(ads.map((each) => [each.entity_id, each.parent_id])).toEqual([[ad.entity_id, ad_set.entity_id]]);
    },
  },
  {
    name: 'describes the account',
    run: async ({ addCampaign, adapter, driver }) => {
      await addCampaign();
      const { external_id, currency, timezone } = driver.account;
      expect(await (await adapter()).readAccount()).toMatchObject({ account_id: external_id, currency, timezone });
    },
  },
  {
    name: 'lists every campaign of the account',
    run: async ({ addCampaign, adapter }) => {
      const made = await Promise.all([addCampaign(), addCampaign(), addCampaign()]);
      const listed = await (await adapter()).listCampaigns();
      const ids = listed.map((each) => each.entity_id);
      expect(ids).toEqual(expect.arrayContaining(made.map(({ campaign }) => campaign.entity_id)));
      expect(new Set(ids).size).toBe(ids.length);
      expect(listed.every((each) => each.entity_type === 'campaign' && each.status !== 'deleted')).toBe(true);
    },
  },
  {
    name: 'lists come whole in pages of any size',
    offered: (driver) => driver.smallPages !== null,
    run: async ({ addCampaign, adapter }) => {
      await Promise.all([addCampaign(), addCampaign(), addCampaign()]);
      const ids = async (page_size?: number) => {
        const platform = await adapter(page_size === undefined ? {} : { page_size });
        return (await platform.listCampaigns()).map((each) => each.entity_id).sort();
      };
      const whole = await ids();
      expect(await ids(1)).toEqual(whole);
      expect(await ids(2)).toEqual(whole);
    },
  },
  {
    name: 'gives every day once',
    needs: ['read_insights'],
    run: async ({ addCampaign, adapter }) => {
      const { campaign } = await addCampaign();
      const query = { reference: campaign, since: isoDay(40), until: isoDay(1), grain: 'day' } as const;
      const rows = await (await adapter()).readInsights(query);
      expect(rows.map((row) => row.date)).toEqual(Array.from({ length: 40 }, (_, index) => isoDay(40 - index)));
      for (const row of rows) {
        expect(insightRowSchema.parse(row)).toEqual(row);
        expect(row.entity_id).toBe(campaign.entity_id);
        expect(row.impressions).toBeGreaterThanOrEqual(row.clicks);
      }
      expect(rows.some((row) => row.spend_minor > 0)).toBe(true);
    },
  },
  {
    name: 'gives hours that add up to their day',
    needs: ['read_hours'],
    run: async ({ addCampaign, adapter }) => {
      const { campaign } = await addCampaign();
      const query = { reference: campaign, since: isoDay(3), until: isoDay(3) };
      const platform = await adapter();
      const [day] = await platform.readInsights({ ...query, grain: 'day' });
      const hours = await platform.readInsights({ ...query, grain: 'hour' });
      expect(hours.every((row) => row.hour !== null)).toBe(true);
      expect(hours.reduce((sum, row) => sum + row.clicks, 0)).toBe(day?.clicks);
    },
  },
  {
    name: 'tells the reach of days together, which is less than their sum and no less than the best of them',
    needs: ['read_reach'],
    run: async ({ addCampaign, adapter, capabilities }) => {
      const { campaign, ad } = await addCampaign();
      const platform = await adapter();
      const span = { since: isoDay(8), until: isoDay(2) };
      const [whole, ...more] = (await platform.readReach?.({ reference: campaign, by: 'campaign', ...span })) ?? [];
      expect(more).toEqual([]);
      expect(whole?.entity_id).toBe(campaign.entity_id);
      const { impressions = 0, reach = 0, frequency = 0 } = whole ?? {};
      expect(frequency).toBeCloseTo(impressions / reach, 1);
      const days = await platform.readInsights({ reference: campaign, ...span, grain: 'day' });
      expect(impressions).toBe(days.reduce((sum, day) => sum + day.impressions, 0));
      if (capabilities.reach) {
        const daily = days.map((day) => day.reach ?? 0);
        expect(reach).toBeGreaterThanOrEqual(Math.max(...daily));
        expect(reach).toBeLessThan(daily.reduce((sum, each) => sum + each, 0));
      }
      const ads = (await platform.readReach?.({ reference: campaign, by: 'ad', ...span })) ?? [];
      expect(ads.map((each) => each.entity_id)).toContain(ad.entity_id);
      expect(ads.every((each) => each.reach <= each.impressions)).toBe(true);
    },
  },
  {
    name: 'tells what was done with an ad, and never more ends of a video than plays',
    needs: ['read_insights'],
    run: async ({ addCampaign, adapter }) => {
      const { campaign } = await addCampaign();
      const platform = await adapter();
      const days = await platform.readInsights({
        reference: campaign,
        since: isoDay(8),
        until: isoDay(2),
        grain: 'day',
      });
      expect(days.length).toBeGreaterThan(0);
      for (const day of days.map((each) => insightRowSchema.parse(each))) {
        expect(day.engagements ?? day.clicks).toBeGreaterThanOrEqual(day.clicks);
        expect(day.video_completions ?? 0).toBeLessThanOrEqual(day.video_views ?? 0);
        const lost = (day.impression_share_lost_budget ?? 0) + (day.impression_share_lost_rank ?? 0);
        if (typeof day.impression_share === 'number') expect(day.impression_share + lost).toBeCloseTo(1, 1);
      }
    },
  },
  {
    name: 'says that it does not tell of the auctions of an account that they are not open for',
    needs: ['read_auction_insights'],
    run: async ({ addCampaign, adapter }) => {
      const { campaign } = await addCampaign();
      const platform = await adapter();
      const asked = platform.readAuctionInsights?.({ reference: campaign, since: isoDay(8), until: isoDay(2) });
      expect(await errorOf(Promise.resolve(asked))).toMatchObject({ code: 'PLATFORM_CAPABILITY_MISSING' });
    },
  },
  {
    name: 'tells how a launch is received, with what was said since a moment',
    needs: ['read_launch'],
    run: async ({ addCampaign, adapter, controls }) => {
      const { campaign } = await addCampaign();
      const platform = await adapter();
      const read = async (comments_since: string | null, most_comments: number) =>
        launchStateSchema.parse(await platform.readLaunch?.({ reference: campaign, comments_since, most_comments }));
      const before = await read(null, 100);
      await controls.passTime(3 * 86_400);
      const after = await read(null, 1_000);
      expect(after.entity_id).toBe(campaign.entity_id);
      expect(after.votes).toBeGreaterThan(before.votes);
      expect(after.new_comments).toHaveLength(after.comments);
      const moments = after.new_comments.map((each) => each.written_at);
      expect(moments).toEqual(moments.toSorted().toReversed());
      const [, second = ''] = moments;
      const since = await read(second, 1_000);
      expect(since.new_comments.map((each) => each.written_at)).toEqual(moments.filter((each) => each > second));
      expect((await read(null, 2)).new_comments).toEqual(after.new_comments.slice(0, 2));
    },
  },
  {
    name: 'tells our changes from a person’s in the change history',
    needs: ['read_changes'],
    run: async ({ addCampaign, adapter, controls }) => {
      const { holder, start } = await addCampaign();
      const platform = await adapter();
      const value = start.daily_budget_minor + 1_000;
      await platform.write({ reference: holder, field: 'daily_budget_minor', value, request_id: 'ours' });
      await controls.personEdits(holder.entity_id, 'daily_budget', 33_300);
      const history = await platform.readChanges({ reference: holder, since: isoDay(2) });
      const budgets = history.filter((entry) => entry.field === 'daily_budget_minor');
      expect(budgets.find((entry) => entry.after === 33_300)).toMatchObject({ before: value, ours: false });
      expect(budgets.find((entry) => entry.after === value)).toMatchObject({ ours: true });
    },
  },
  {
    name: 'sees at once what a person has changed',
    offered: withBudget,
    run: async ({ addCampaign, adapter, controls }) => {
      const { holder, ad_set, start } = await addCampaign();
      const platform = await adapter();
      expect((await platform.readEntity(holder)).daily_budget_minor).toBe(start.daily_budget_minor);
      await controls.personEdits(holder.entity_id, 'daily_budget', 27_700);
      await controls.personEdits(ad_set.entity_id, 'status', 'PAUSED');
      expect((await platform.readEntity(holder)).daily_budget_minor).toBe(27_700);
      expect((await platform.readEntity(ad_set)).status).toBe('paused');
    },
  },
  {
    name: 'names an entity that is not there',
    run: async ({ addCampaign, adapter }) => {
      const { levels } = await addCampaign();
      const platform = await adapter();
      for (const reference of levels) {
        const error = await errorOf(platform.readEntity({ ...reference, entity_id: '999999999999' }));
        expect(error).toMatchObject({ code: 'PLATFORM_NOT_FOUND' });
      }
    },
  },
];
