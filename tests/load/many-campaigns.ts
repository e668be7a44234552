import { type DemoCampaign, demoTenants } from '../../contracts/demo-world.ts';

/** So many campaigns of the first demo account, after the models of its own: the same stories under new ids and names. */
export function manyCampaigns(count: number): readonly DemoCampaign[] {
  const models = demoTenants[0]?.campaigns ?? [];
  return Array.from({ length: count }, (_, index) => {
    const model = models[index % models.length];
    if (model === undefined) throw new Error('The demo account has no campaign.');
    return renamed(model, 1_000 + index);
  });
}

/** A campaign under ids of its own: `1` campaign, `2` ad set, `3` ads, `4` creatives. */
function renamed(model: DemoCampaign, serial: number): DemoCampaign {
  const id = (kind: number, index: number) => `${kind}3024${String(serial).padStart(6, '0')}${index}`;
  const campaign_name = `${model.campaign_name} ${serial}`;
  return {
    ...model,
    ...{ campaign_id: id(1, 0), campaign_name, ad_set_id: id(2, 0), keywords: [campaign_name.toLowerCase()] },
    ads: model.ads.map((ad, index) => ({ ...ad, ad_id: id(3, index), creative_id: id(4, index) })),
    spare_creatives: model.spare_creatives.map((each, index) => ({ ...each, creative_id: id(4, index + 5) })),
  };
}
