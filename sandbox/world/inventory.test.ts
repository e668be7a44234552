import { describe, expect, it } from 'vitest';
import { campaignsOf, demoTenants } from '../../contracts/demo-world.ts';
import { testCampaign } from '../testing/test-campaign.ts';
import { accountSpecSchema } from './account-spec.ts';
import { campaignSpecSchema } from './campaign-spec.ts';
import { entitiesOf } from './entity.ts';
import { createInventory } from './inventory.ts';

const inventory = createInventory();
const alder = inventory.account('act_100100');

describe('the inventory', () => {
  it('holds every campaign of the demo world under its account', () => {
    for (const tenant of demoTenants) {
      const account = inventory.account(tenant.account.external_id);
      if (account === null) throw new Error('an account is missing');
      expect(inventory.campaigns(account).map((campaign) => campaign.campaign_id)).toEqual(
        tenant.campaigns.map((campaign) => campaign.campaign_id),
      );
    }
    expect(inventory.campaigns()).toEqual(
      expect.arrayContaining(
        demoTenants.flatMap(campaignsOf).map(({ campaign_id }) => expect.objectContaining({ campaign_id })),
      ),
    );
  });

  it('opens each account by its own token only', () => {
    for (const { account } of demoTenants) {
      expect(inventory.accountOfToken(account.sandbox_token)?.external_id).toBe(account.external_id);
    }
    expect(inventory.accountOfToken('')).toBeNull();
    expect(inventory.account('act_1')).toBeNull();
    expect(inventory.entity('1')).toBeNull();
  });

  it('lists things by kind, below a campaign when one is named', () => {
    if (alder === null) throw new Error('the account is missing');
    const campaign = inventory.entity('120240001010');
    if (campaign === null) throw new Error('the campaign is missing');
    expect(inventory.list(alder, 'ad')).toHaveLength(16);
    expect(inventory.list(alder, 'ad', campaign).map((ad) => ad.id)).toEqual(['320240001011', '320240001012']);
    expect(inventory.list(alder, 'creative', campaign)).toHaveLength(4);
  });
});

describe('the things of a campaign', () => {
  const account = accountSpecSchema.parse({
    external_id: 'act_900',
    name: 'Test',
    currency: 'EUR',
    timezone: 'UTC',
    sandbox_token: 't',
  });

  it('stand parents first, each below its parent', () => {
    const things = entitiesOf(account, testCampaign());
    expect(things.map((thing) => [thing.kind, thing.id, thing.parent_id])).toEqual([
      ['campaign', '9001', null],
      ['ad_set', '9002', '9001'],
      ['ad', '9003', '9002'],
      ['ad', '9004', '9002'],
      ['creative', '9005', null],
      ['creative', '9006', null],
      ['creative', '9007', null],
      ['creative', '9008', null],
    ]);
  });

  it.each([
    ['campaign', 40_000, undefined],
    ['ad_set', undefined, 40_000],
  ] as const)('hold the budget on the %s alone', (budget_owner, onCampaign, onAdSet) => {
    const [campaign, adSet] = entitiesOf(account, testCampaign({ budget_owner }));
    expect(campaign?.initial.daily_budget).toBe(onCampaign);
    expect(adSet?.initial.daily_budget).toBe(onAdSet);
  });

  it.each([
    ['a budget of nothing', { daily_budget_minor: 0 }],
    ['a budget in fractions', { daily_budget_minor: 10.5 }],
    ['no ads', { ads: [] }],
    ['an unknown scenario', { scenario: 'earthquake' }],
    ['an id of letters', { ad_set_id: 'abc' }],
  ])('are refused with %s', (_, parts) => {
    expect(campaignSpecSchema.safeParse({ ...testCampaign(), ...parts }).success).toBe(false);
  });
});
