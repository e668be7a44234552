import { describe, expect, it } from 'vitest';
import { demoCases, lookAt, rightActions } from './market-look.ts';

const hour = 3_600_000;
/**
 * Steps of 13 hours and 7 minutes go all over the day and the week, and each third of the moments lies in another season
 * of the year, so that nothing hangs on one hour, one weekday or one week.
 */
const starts = ['2026-11-16T00:03:00Z', '2027-02-22T08:31:00Z', '2027-07-26T16:57:00Z'];
const moments = [...Array(12).keys()].map((step) => {
  const start = Date.parse(starts[step % starts.length] ?? '');
  return start + Math.round(step * (13 + 7 / 60) * hour);
});
const seeds = ['mbi', 'another', 'a third'];

describe('the cause of each campaign of the demo', () => {
  it.each(moments.map((at) => [new Date(at).toISOString(), at] as const))(
    'is found, and answered, when the market is born at %s',
    (_, at) => {
      const found = demoCases.map((each, index) => {
        const { diagnosis, proposal } = lookAt(each, at, seeds[index % seeds.length] ?? 'mbi');
        return [each.campaign.campaign_name, diagnosis.cause, proposal.action.kind];
      });
      expect(found).toEqual(
        demoCases.map(({ campaign }) => [campaign.campaign_name, campaign.scenario, rightActions[campaign.scenario]]),
      );
    },
  );

  it('at too few conversions is watched rather than named wrongly: no price is blamed for chance', () => {
    for (const each of demoCases.filter(({ campaign }) =>
      ['conversion_lag', 'no_change'].includes(campaign.scenario),
    )) {
      const few = { ...each, campaign: { ...each.campaign, daily_budget_minor: 9_000, target_cpa_minor: 3_500 } };
      for (const at of moments.slice(0, 6)) expect(lookAt(few, at, 'mbi').proposal.action.kind).toBe('none');
    }
  });
});
