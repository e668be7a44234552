import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adSets } from '../../../../db/schema/index.ts';
import { openStage, type Stage } from '../../../../tests/ad-platforms/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** What the platform was told about an entity: field, before and after. */
const told = async (entity_id: string) =>
  (await stage.sandbox.ledgerOf(entity_id)).map((entry) => [entry.field, entry.before, entry.after]);

describe('a bid', () => {
  it.each([
    ['up', 288, 15.2],
    ['down', 213, -14.8],
    ['to a whole amount', 300, 20],
    ['by a fraction of a percent', 251, 0.4],
    ['by 12.5 percent', 281, 12.4],
  ])('%s goes to exactly the amount that was agreed: 250 to %d', async (_, bid_amount_minor, change_pct) => {
    const { campaign_id, ad_set_id } = await stage.addCampaign();
    const { planned } = await stage.write('set_bid', { campaign_id, bid_amount_minor });
    expect(planned.change_set).toMatchObject({
      ...{ total_change_minor: 0, change_count: 1 },
      changes: [{ entity_id: ad_set_id, before: 250, after: bid_amount_minor, change_pct }],
    });
    expect(await told(ad_set_id)).toEqual([['bid_amount', 250, bid_amount_minor]]);
    const [row] = await stage.inTenant((tx) => tx.select().from(adSets).where(eq(adSets.ad_set_id, ad_set_id)));
    expect(row?.bid_amount_minor).toBe(bid_amount_minor);
  });

  it('that is there already changes nothing and sends nothing', async () => {
    const { campaign_id, ad_set_id } = await stage.addCampaign();
    const { planned } = await stage.write('set_bid', { campaign_id, bid_amount_minor: 250 });
    expect(planned.changes_anything).toBe(false);
    expect(await told(ad_set_id)).toEqual([]);
  });

  it.each([0, -1, 2.5, '288'])(
    'of %j is no amount and is refused before anything is sent',
    async (bid_amount_minor) => {
      const { campaign_id, ad_set_id } = await stage.addCampaign();
      await expect(stage.write('set_bid', { campaign_id, bid_amount_minor })).rejects.toThrow();
      expect(await told(ad_set_id)).toEqual([]);
    },
  );
});
