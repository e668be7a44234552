import { beyond } from '../features/chance.ts';
import { changesOf, cpaRose } from '../features/cost-change.ts';
import type { HealthFacts } from '../features/health-facts.ts';
import type { MeasuredMetric } from '../features/measure.ts';
import {
  auctionShiftPct,
  competitorActivityPct,
  lowRelevance,
  oldCreativeDays,
  saturatedShare,
  significantPct,
  tiredFrequency,
} from '../thresholds.ts';
import { movedSentence, movedWords } from '../wording/moved.ts';
import type { SignName } from './likelihoods.ts';
import { outsideSigns } from './outside-signs.ts';
import { segmentSigns } from './segment-signs.ts';
import { plainSign, type Sign, shown } from './sign.ts';

/** All signs of a campaign by name. */
export type Signs = Readonly<Record<SignName, Sign>>;

type Words = Pick<Sign, 'statement' | 'metric'>;

/** A sign that is a change beyond a limit: week against week, or since the day on which the change set in. */
function changeSign(facts: HealthFacts, name: SignName, limit_pct: number, words: Words, metric: MeasuredMetric): Sign {
  const { value, before, change_pct } = facts.metrics[metric];
  const strengths = changesOf(facts, metric)
    .map((measure) => beyond(measure.change_pct, limit_pct, measure.deviation))
    .filter((strength) => strength !== null);
  const strength = strengths.length === 0 ? null : Math.max(...strengths);
  const present =
    strength === null ? null : changesOf(facts, metric).some((each) => isBeyond(each.change_pct, limit_pct));
  return { ...words, name, present, strength, value, baseline: before, change_pct, source: 'campaign_metrics' };
}

const isBeyond = (change: number | null, limit: number) =>
  change !== null && (limit < 0 ? change < limit : change > limit);

/** Reads every sign from the facts. Limits are strict: exactly at the limit a sign is not there. */
export function signsOf(facts: HealthFacts): Signs {
  return {
    ...priceSigns(facts),
    ...marketSigns(facts),
    ...creativeSigns(facts),
    ...audienceSigns(facts),
    ...outsideSigns(facts),
    ...segmentSigns(facts),
  };
}

function priceSigns(facts: HealthFacts) {
  const { metrics } = facts;
  const rose = cpaRose(facts);
  return {
    dearer_conversions: {
      ...changeSign(
        facts,
        'dearer_conversions',
        significantPct,
        {
          metric: 'cpa',
          statement: movedSentence('CPA', metrics.cpa.change_pct, ' against the week before'),
        },
        'cpa',
      ),
      present: rose,
    },
    dearer_impressions: changeSign(
      facts,
      'dearer_impressions',
      significantPct,
      {
        metric: 'cpm',
        statement: movedSentence('CPM', metrics.cpm.change_pct),
      },
      'cpm',
    ),
    fewer_buyers: changeSign(
      facts,
      'fewer_buyers',
      -significantPct,
      {
        metric: 'conversion_rate',
        statement: movedSentence('the conversion rate', metrics.conversion_rate.change_pct),
      },
      'conversion_rate',
    ),
  };
}

function marketSigns(facts: HealthFacts) {
  const { metrics, competition } = facts;
  const over = (value: number | null | undefined, limit: number) => (value == null ? null : value > limit);
  const source = 'competitor_signals';
  return {
    share_lost: changeSign(
      facts,
      'share_lost',
      -auctionShiftPct,
      {
        metric: 'impression_share',
        statement: movedSentence('the impression share', metrics.impression_share.change_pct),
      },
      'impression_share',
    ),
    active_competitors: plainSign('active_competitors', over(competition?.activity_change_pct, competitorActivityPct), {
      ...{ metric: 'competitor_activity', change_pct: competition?.activity_change_pct ?? null, source },
      statement: `${movedSentence('competitor activity', competition?.activity_change_pct ?? null, ` (more than ${competitorActivityPct} % counts)`)} New competitors: ${shown(competition?.new_competitors_count ?? null)}.`,
    }),
    rising_bids: plainSign('rising_bids', over(competition?.bid_change_pct, auctionShiftPct), {
      ...{ metric: 'competitor_bids', change_pct: competition?.bid_change_pct ?? null, source },
      statement: movedSentence('competitors’ bids', competition?.bid_change_pct ?? null),
    }),
    promotion_seen: plainSign('promotion_seen', over(competition?.promotions_count, 0), {
      ...{ metric: 'competitor_promotions', value: competition?.promotions_count ?? null, source },
      statement: `Competitors with a promotion running: ${shown(competition?.promotions_count ?? null)}.`,
    }),
  };
}

function creativeSigns(facts: HealthFacts) {
  const { metrics, creatives } = facts;
  const ages = creatives.map((each) => each.age_days).filter((age) => age !== null);
  const age = ages.length === 0 ? null : Math.max(...ages);
  const trends = creatives.map((each) => each.declining).filter((trend) => trend !== null);
  const declining = trends.length === 0 ? null : trends.includes(true);
  const clicks = changeSign(
    facts,
    'fewer_clicks',
    -significantPct,
    {
      metric: 'ctr',
      statement: movedSentence('the click-through rate', metrics.ctr.change_pct, ' against the week before'),
    },
    'ctr',
  );
  const told =
    declining === true && !(clicks.strength !== null && clicks.strength < 0.02 && metrics.ctr.deviation !== null);
  const frequencies = [metrics.frequency.value, ...creatives.map((each) => each.frequency)].filter(
    (value) => value !== null,
  );
  const frequency = frequencies.length === 0 ? null : Math.max(...frequencies);
  return {
    fewer_clicks:
      told || clicks.present === null
        ? { ...clicks, present: told ? true : declining, strength: told ? 1 : declining === null ? null : 0 }
        : clicks,
    old_creative: plainSign('old_creative', age === null ? null : age > oldCreativeDays, {
      ...{ metric: 'creative_age_days', value: age, baseline: oldCreativeDays, source: 'creative_metrics' },
      statement:
        age === null
          ? 'How old the running creatives are is not known.'
          : `The oldest running creative is ${shown(age, ' days')} old (over ${oldCreativeDays} counts as old).`,
    }),
    high_frequency: plainSign('high_frequency', frequency === null ? null : frequency > tiredFrequency, {
      ...{ metric: 'frequency', value: frequency, baseline: tiredFrequency, source: 'creative_metrics' },
      statement:
        frequency === null
          ? 'How often people saw the ads is not known.'
          : `People saw the ads ${shown(frequency)} times on average (over ${tiredFrequency} counts as often).`,
    }),
  };
}

function audienceSigns(facts: HealthFacts) {
  const { metrics, relevance, frequency_rising } = facts;
  const share = metrics.impression_share.value;
  const steady = metrics.spend.change_pct === null || Math.abs(metrics.spend.change_pct) <= significantPct;
  const frequency = changeSign(
    facts,
    'rising_frequency',
    significantPct,
    {
      metric: 'frequency',
      statement: movedSentence('frequency (views per person)', metrics.frequency.change_pct),
    },
    'frequency',
  );
  const reach = changeSign(
    facts,
    'reach_lost',
    -significantPct,
    {
      metric: 'reach',
      statement: movedSentence(
        'reach',
        metrics.reach.change_pct,
        `, while ${movedWords('spend', metrics.spend.change_pct)}`,
      ),
    },
    'reach',
  );
  return {
    rising_frequency:
      frequency.present === null && frequency_rising !== null
        ? { ...frequency, present: frequency_rising, strength: Number(frequency_rising) }
        : frequency,
    reach_lost: steady || reach.present === null ? reach : { ...reach, present: false, strength: 0 },
    high_share: plainSign('high_share', share === null ? null : share > saturatedShare, {
      ...{ metric: 'impression_share', value: share, baseline: saturatedShare, source: 'audience_analytics' },
      statement:
        share === null
          ? 'How large the impression share is, is not known.'
          : `The impression share is ${shown(share * 100, ' %')} (over ${saturatedShare * 100} % counts as nearly all).`,
    }),
    low_relevance: plainSign('low_relevance', relevance === null ? null : relevance < lowRelevance, {
      ...{ metric: 'relevance_score', value: relevance, baseline: lowRelevance, source: 'audience_analytics' },
      statement:
        relevance === null
          ? 'How relevant the platform rates the ads is not known.'
          : `The platform rates the ads’ relevance at ${shown(relevance)} of 1 (under ${lowRelevance} counts as low).`,
    }),
  };
}
