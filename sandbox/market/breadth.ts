import type { CampaignSpec } from '../world/campaign-spec.ts';
import type { Timeline } from '../world/timeline.ts';

/** To how many more or fewer people a campaign is shown than at birth, and how well they fit; 1 where nothing changed. */
export type Breadth = {
  readonly offers: number;
  readonly conversion: number;
  /** How much of an audience’s saturation is left: 1 as long as nobody new is let in. */
  readonly relief: number;
  /** Whether somebody is left out, or aimed at, who was not at birth. */
  readonly refined: boolean;
  /** Shares of the spend that segments have got, or lost (negative), since birth. */
  readonly moved: Readonly<Record<string, number>>;
};

/** Targeting as at birth. */
export const usualBreadth: Breadth = { offers: 1, conversion: 1, relief: 1, refined: false, moved: {} };

/** What showing beyond the chosen audience does. */
export const wideBreadth = { offers: 1.16, conversion: 0.95, relief: 0.25 } as const;

const split = (list: unknown) => (typeof list === 'string' && list !== '' ? list.split(',') : []);
const between = (least: number, value: number, most: number) => Math.min(most, Math.max(least, value));

/**
 * What targeting does to the market: showing beyond the chosen audience brings a sixth more offers to people who buy a
 * twentieth less; every audience that is left out costs a fifteenth of the offers, and those who are left buy a little more;
 * every further audience that is aimed at narrows by a tenth to people who buy a tenth more.
 */
export function breadthAt(timeline: Timeline, campaign: CampaignSpec, at: number): Breadth {
  const last = (field: string) =>
    [campaign.ad_set_id, campaign.campaign_id]
      .flatMap((id) => timeline.last(id, field, at) ?? [])
      .toSorted((one, other) => other.at - one.at)[0]?.after;
  const excluded = last('excluded_audiences');
  const included = last('included_audiences');
  const out = excluded === undefined ? 0 : split(excluded).length - campaign.excluded_audience_ids.length;
  const aimed = included === undefined ? 0 : split(included).length - campaign.included_audience_ids.length;
  const wide = last('audience_expansion') === 'on';
  return {
    offers: between(0.3, (wide ? wideBreadth.offers : 1) * (1 - out / 15) * (1 - aimed / 10), 2),
    conversion: between(0.5, (wide ? wideBreadth.conversion : 1) * (1 + out / 50) * (1 + aimed / 10), 1.5),
    relief: wide ? wideBreadth.relief : 1,
    refined: out > 0 || aimed > 0,
    moved: {},
  };
}
