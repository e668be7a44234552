import type { AudienceAnalytics } from '../../contracts/reasoning/market-signals.ts';
import { usualBreadth } from '../../sandbox/market/breadth.ts';
import { plotOf } from '../../sandbox/market/plot.ts';
import { segmentsAt } from '../../sandbox/market/segments.ts';
import type { CampaignSpec } from '../../sandbox/world/campaign-spec.ts';
import type { Draw } from './draw.ts';
import { changePct, type ObservedDay, sumsOf } from './observed-days.ts';
import { periodsOf } from './see-campaign.ts';

/** The week in the middle of which segments are looked at, days from now. */
const middleOfWeek = -2;

function seeSegments(draw: Draw, campaign: CampaignSpec, week: ReturnType<typeof sumsOf>) {
  const segments = segmentsAt(plotOf(campaign), middleOfWeek, usualBreadth);
  const whole = segments.reduce((sum, { share, fit }) => sum + share * fit, 0);
  const seen = segments.map((segment) => {
    const spend = week.spend * segment.share * Math.exp(draw.normal(`spend/${segment.segment_id}`, 0, 0.03));
    const conversions = draw.count(
      `conversions/${segment.segment_id}`,
      (week.conversions * segment.share * segment.fit) / whole,
    );
    return { segment, spend, conversions };
  });
  const spent = seen.reduce((sum, { spend }) => sum + spend, 0);
  const bought = seen.reduce((sum, { conversions }) => sum + conversions, 0);
  return seen.map(({ segment, spend, conversions }) => ({
    ...{ segment_id: segment.segment_id, name: segment.name, spend, conversions },
    spend_share: spent > 0 ? spend / spent : null,
    cpa: conversions > 0 ? spend / conversions : null,
    ctr: week.ctr === null ? null : week.ctr * Math.exp(draw.normal(`ctr/${segment.segment_id}`, 0, 0.04)),
    conversion_share: bought > 0 ? conversions / bought : null,
    budget_capped: segment.capped,
  }));
}

/** Who is reached, from the platform’s reach reports and the analytics of segments, each with its noise. */
export function seeAudience(
  draw: Draw,
  campaign: CampaignSpec,
  days: readonly ObservedDay[],
  options: { readonly tellsShare: boolean; readonly at: string },
): AudienceAnalytics {
  const { current, previous } = periodsOf(days);
  const [now, before] = [sumsOf(current), sumsOf(previous)];
  const frequency_change_pct = changePct(before.frequency, now.frequency);
  const misfits = segmentsAt(plotOf(campaign), middleOfWeek, usualBreadth).find(({ fit }) => fit < 0.3)?.share ?? 0;
  const share = options.tellsShare ? now.impression_share : null;
  const earlier = options.tellsShare ? before.impression_share : null;
  return {
    audience_size: campaign.audience_size,
    reach: now.reach === null ? null : Math.round(now.reach),
    reach_change_pct: changePct(before.reach, now.reach),
    ...{ impression_share: share, previous_impression_share: earlier },
    impression_share_change_pct: changePct(earlier, share),
    ...{ impression_share_lost_budget: null, impression_share_lost_rank: null },
    ...{ frequency: now.frequency, previous_frequency: before.frequency, frequency_change_pct },
    frequency_trend:
      frequency_change_pct === null
        ? null
        : frequency_change_pct > 5
          ? 'increasing'
          : frequency_change_pct < -5
            ? 'decreasing'
            : 'stable',
    ...{ cpm: now.cpm, cpm_change_pct: changePct(before.cpm, now.cpm) },
    ...{ saturation: null, saturation_signals: [] },
    segments: days.length < 7 ? [] : seeSegments(draw, campaign, now),
    relevance_score: draw.chance('relevance', 0.7)
      ? Math.min(0.98, Math.max(0.05, draw.normal('relevance score', 0.74 - 0.8 * misfits, 0.05)))
      : null,
    last_updated: options.at,
  };
}
