import { describe, expect, it } from 'vitest';
import { campaignFeatures } from './campaign-features.ts';
import { campaignsOf, demoPeople, demoTenants } from './demo-world.ts';
import { platformSchema } from './platform.ts';
import { rootCauseSchema } from './recommendation.ts';
import { roleSchema } from './roles.ts';

describe('the demo world', () => {
  it('no id stands twice, in or across tenants', () => {
    const ids = demoTenants.flatMap((tenant) =>
      campaignsOf(tenant).flatMap((each) => [
        each.campaign_id,
        each.ad_set_id,
        ...each.ads.flatMap((ad) => [ad.ad_id, ad.creative_id]),
        ...each.spare_creatives.map((creative) => creative.creative_id),
      ]),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('it shows every cause that a campaign’s own figures tell, and holds a person for every role', () => {
    const scenarios = new Set<string>(demoTenants.flatMap((tenant) => tenant.campaigns.map((each) => each.scenario)));
    // Those that only other sources tell are played by campaigns with a plot of their own, and by the generated cases.
    const toldByOthers = ['competitor_promotion', 'external_event', 'poor_targeting', 'uneven_segments'];
    const shown = rootCauseSchema.options.filter((cause) => ![...toldByOthers, 'insufficient_data'].includes(cause));
    expect([...scenarios].sort()).toEqual([...shown].sort());
    const roles = new Set<string>(demoPeople.flatMap((person) => person.roles));
    expect(roleSchema.options.every((role) => roles.has(role))).toBe(true);
  });

  it('one company advertises on every platform that sells ads, each account under its own token and with money in two currencies', () => {
    const accounts = demoTenants.flatMap((tenant) => [
      { platform: 'meta_ads', account: tenant.account, campaigns: tenant.campaigns },
      ...tenant.other_accounts,
    ]);
    expect(new Set(accounts.map((each) => each.platform))).toEqual(
      new Set(platformSchema.options.filter((platform) => platform.endsWith('_ads'))),
    );
    for (const part of ['external_id', 'sandbox_token', 'name'] as const)
      expect(new Set(accounts.map(({ account }) => account[part])).size).toBe(accounts.length);
    for (const each of accounts) expect(each.campaigns.length).toBeGreaterThan(0);
    const [first] = demoTenants;
    expect(new Set(first?.other_accounts.map(({ account }) => account.currency))).toEqual(new Set(['USD', 'EUR']));
  });

  it('every address is one that nobody can own', () => {
    for (const tenant of demoTenants) expect(tenant.email_domain).toMatch(/\.example$/);
  });

  it('a feature has one name, and a percentage says so in it', () => {
    const names = campaignFeatures.map((feature) => feature.name);
    expect(new Set(names).size).toBe(names.length);
    for (const feature of campaignFeatures)
      expect(feature.name.endsWith('_pct'), feature.name).toBe(feature.unit === '%');
  });
});
