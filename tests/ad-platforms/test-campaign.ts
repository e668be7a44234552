import type { DemoCampaign } from '../../contracts/demo-world.ts';

let serial = 900;

/** A campaign of a test’s own, so that tests neither wait for nor disturb each other. */
export function newTestCampaign(facts: Partial<DemoCampaign> = {}): DemoCampaign {
  serial += 1;
  const id = (kind: number, index: number) => `${kind}2099${process.pid}${serial}${index}`;
  return {
    campaign_id: id(1, 0),
    campaign_name: `Test ${serial}`,
    objective: 'OUTCOME_SALES',
    industry: 'outdoor',
    keywords: [],
    daily_budget_minor: 40_000,
    target_cpa_minor: 4_500,
    bid_amount_minor: 250,
    audience_size: 1_000_000,
    ad_set_id: id(2, 0),
    ads: [{ ad_id: id(3, 1), name: 'Video', creative_id: id(4, 1) }],
    spare_creatives: [{ creative_id: id(4, 3), name: 'New video' }],
    scenario: 'no_change',
    ...facts,
  };
}
