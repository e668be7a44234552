import type { CampaignContext } from '../../../contracts/reasoning/campaign-context.ts';
import { oneInTwenty } from './chance.ts';
import type { IndependentCount } from './health-facts.ts';
import type { Measure } from './measure.ts';

/** One-sided one in a thousand: a pause is not called off on less. */
const oneInThousand = 3.09;
/**
 * The platform must have lost this share of what web analytics still counts. Late conversions leave a week a quarter short of
 * what analytics has (which counts on the day of the sale), attribution a little; neither loses four of ten.
 */
const lostShare = 0.4;
/** Of the platform’s fall (in logarithms) analytics must have seen this much to have fallen alike. */
const alikeShare = 0.5;
const significantFall = Math.log(0.9);

/** Half a conversion more on each side, so that none of many is a ratio as well (Anscombe 1956). */
const smoothed = (count: number) => count + 0.5;

/**
 * What web analytics says of a fall of the conversions that the platform counts: `apart` where analytics did not lose what the
 * platform lost (the platform’s counting broke, sales go on), `alike` where both fell (it is no fault of counting), null where
 * there is no analytics, no fall, or nothing that counts can tell. The logarithm of the ratio of the two ratios has the
 * variance 1/n + 1/m + 1/k + 1/l (Poisson, delta method). `conversions` is the platform’s week against the week before.
 */
export function independentCount(
  conversions: Pick<Measure, 'value' | 'before'>,
  site: CampaignContext['site_health'],
): IndependentCount | null {
  const { analytics_conversions: now, previous_analytics_conversions: then } = site ?? {};
  const { value, before } = conversions;
  if (now == null || then == null || value === null || before === null) return null;
  if (!(now >= 0 && then > 0 && value >= 0 && before > 0)) return null;
  const fallOf = (after: number, earlier: number) => Math.log(smoothed(after) / smoothed(earlier));
  const noiseOf = (after: number, earlier: number) => 1 / smoothed(after) + 1 / smoothed(earlier);
  const [platform, analytics] = [fallOf(value, before), fallOf(now, then)];
  const isFall = (fall: number, noise: number) => fall < significantFall && -fall > oneInTwenty * Math.sqrt(noise);
  if (!isFall(platform, noiseOf(value, before))) return null;
  const gap = analytics - platform;
  const deviation = Math.sqrt(noiseOf(value, before) + noiseOf(now, then));
  const counted = { source: site?.analytics_source ?? 'web analytics', conversions: now, before: then };
  if (gap > -Math.log(1 - lostShare) && gap > oneInThousand * deviation) return { ...counted, says: 'apart' };
  const fellToo = isFall(analytics, noiseOf(now, then)) && analytics <= alikeShare * platform;
  return fellToo && gap <= oneInTwenty * deviation ? { ...counted, says: 'alike' } : null;
}
