import { describe, expect, it } from 'vitest';
import { versionFor } from './choose-version.ts';

const experiment = {
  prompt_experiment_id: 'e1',
  status: 'running' as const,
  version_a: 'v1',
  version_b: 'v2',
  share_b_pct: 30,
};
const campaigns = Array.from({ length: 1_000 }, (_, at) => `campaign-${at}`);

describe('the version that an experiment gives a campaign', () => {
  it('is always the same while it runs', () => {
    for (const campaign of campaigns.slice(0, 50))
      expect(versionFor(experiment, campaign)).toBe(versionFor({ ...experiment }, campaign));
  });

  it('is the new one for about the share that was asked, for all at 100 and for none at 0', () => {
    const share = (share_b_pct: number) =>
      campaigns.filter((campaign) => versionFor({ ...experiment, share_b_pct }, campaign) === 'v2').length / 10;
    expect(share(0)).toBe(0);
    expect(share(100)).toBe(100);
    expect(Math.abs(share(30) - 30)).toBeLessThan(5);
  });

  it('never goes back to the old one when the share grows', () => {
    for (const campaign of campaigns)
      if (versionFor(experiment, campaign) === 'v2')
        expect(versionFor({ ...experiment, share_b_pct: 60 }, campaign)).toBe('v2');
  });

  it('is the old one without a campaign, and the new one for everybody once it is promoted', () => {
    expect(versionFor({ ...experiment, share_b_pct: 100 }, null)).toBe('v1');
    for (const campaign of [null, 'campaign-1'])
      expect(versionFor({ ...experiment, status: 'promoted' }, campaign)).toBe('v2');
  });
});
