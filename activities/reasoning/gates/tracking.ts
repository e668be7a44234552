import { costEvidence, countWords, evidence, signedPct, type Verdict } from '../diagnosis/verdict.ts';
import type { HealthFacts } from '../features/health-facts.ts';
import { significant } from '../series/robust-statistics.ts';
import { movedSentence, movedWords } from '../wording/moved.ts';

const hour = 3_600_000;
/** Two counts that are told apart by more than chance in a thousand leave nothing to doubt. */
const surest = 0.97;
const shortestSilenceHours = 24;
/** So many conversions must be missing that chance is out of the question (Poisson: under one in a thousand for none of seven). */
const missedConversions = 7;
/** Clicks count as going on when they did not fall by more than this, percent. */
const clicksFallPct = 40;

/**
 * Whether what is counted can be believed at all: conversions that stopped while people went on clicking, a landing page
 * or tag that is gone, ads that were all disapproved. Comes before every diagnosis and blocks decisions about spend.
 */
export function measurementFault(facts: HealthFacts): Verdict | null {
  return (
    countedElsewhere(facts) ??
    countedBreak(facts) ??
    toldByTotals(facts) ??
    silence(facts) ??
    brokenSite(facts) ??
    allDisapproved(facts)
  );
}

function broken(
  facts: HealthFacts,
  confidence: number,
  words: string,
  found: Parameters<typeof evidence>[1][],
): Verdict {
  return {
    cause: 'tracking_break',
    confidence,
    confidence_reasoning: 'What people do on the site does not fit with what is counted.',
    explanation: words,
    evidence: [
      ...found.map((each) => evidence(facts, each)),
      ...independentEvidence(facts),
      ...siteEvidence(facts),
      ...costEvidence(facts, false),
    ],
    abstention: null,
  };
}

/**
 * Web analytics goes on counting what the platform no longer does: its tag broke, whatever else the page says. Conversions that
 * are only late look the same in analytics, which counts them on the day of the sale; so where a delay explains the days it is none.
 */
function countedElsewhere(facts: HealthFacts): Verdict | null {
  const { independent_count: counted, conversion_lag: lag, metrics } = facts;
  if (counted?.says !== 'apart' || (lag !== null && lag.margin > 0)) return null;
  if (facts.site?.landing_page_ok === false) return null;
  const change = metrics.conversions.change_pct;
  const fell = change === null ? '' : ` (${signedPct(change)})`;
  return broken(
    facts,
    surest,
    `The platform counts far fewer conversions than the week before${fell}, but ${counted.source} counts ${counted.conversions} against ${counted.before}: people buy as before, and the platform is no longer told.`,
    [],
  );
}

/** What web analytics counted: for a fault of counting where it kept what the platform lost, against one where both fell. */
function independentEvidence(facts: HealthFacts) {
  const { independent_count: counted } = facts;
  if (counted === null) return [];
  const alike = counted.says === 'alike';
  return [
    evidence(facts, {
      statement: `Conversions that ${counted.source} counted: ${counted.conversions}, the week before ${counted.before}${alike ? '; they fell as the platform’s did, so the counting is right' : ''}.`,
      ...{ metric: 'analytics_conversions', value: counted.conversions, baseline: counted.before },
      change_pct: significant((counted.conversions / counted.before - 1) * 100, 3),
      ...{ source: 'site_health', supports: !alike },
    }),
  ];
}

function siteEvidence(facts: HealthFacts) {
  const { site } = facts;
  if (site == null) return [];
  const bad = site.landing_page_ok === false || site.tag_found === false;
  const words = (value: boolean | null | undefined) => (value == null ? 'not known' : value ? 'yes' : 'no');
  return [
    evidence(facts, {
      statement: `The landing page answers: ${words(site.landing_page_ok)}; its conversion tag is found: ${words(site.tag_found)}.`,
      ...{ metric: 'site_health', value: null, source: 'site_health', supports: bad },
    }),
  ];
}

function countedBreak(facts: HealthFacts): Verdict | null {
  const found = facts.conversion_break;
  if (found === null) return null;
  const counted =
    found.conversions === 0
      ? 'no conversions were'
      : countWords(found.conversions, 'conversion was', 'conversions were');
  return broken(
    facts,
    Math.min(0.97, 0.8 + 0.05 * found.days),
    `Since ${found.since}, ${counted} counted where about ${found.expected_conversions} were expected, while ${movedWords('clicks', found.clicks_change_pct)}: the page or its tracking is broken, and what is spent brings nothing that can be seen.`,
    [
      {
        statement: `Since ${found.since}, ${counted} counted; about ${found.expected_conversions} were expected.`,
        ...{
          metric: 'conversions',
          value: found.conversions,
          baseline: found.expected_conversions,
          source: 'campaign_metrics',
        },
      },
      {
        statement: movedSentence('clicks on the same days', found.clicks_change_pct),
        ...{ metric: 'clicks', change_pct: found.clicks_change_pct, source: 'campaign_metrics' },
      },
    ],
  );
}

/** Where only totals are known: none of many conversions while money and clicks go on. */
function toldByTotals(facts: HealthFacts): Verdict | null {
  const { conversions, clicks, spend, cpa } = facts.metrics;
  if (facts.clean.days.length > 0 || conversions.value !== 0 || !(spend.value === null || spend.value > 0)) return null;
  const due =
    conversions.before ??
    (spend.value !== null
      ? spend.value / Math.max(cpa.before ?? facts.target_cpa ?? Number.POSITIVE_INFINITY, 1e-9)
      : 0);
  const going = clicks.change_pct === null || clicks.change_pct > -clicksFallPct;
  if (!(due >= missedConversions) || !going) return null;
  return broken(
    facts,
    0.93,
    `No conversion was counted where about ${Number(due.toFixed(1))} were expected, while spend and clicks went on: the page or its tracking is broken.`,
    [
      {
        statement: `No conversion was counted, about ${Number(due.toFixed(1))} were expected.`,
        ...{ metric: 'conversions', value: 0, baseline: due, change_pct: -100, source: 'campaign_metrics' },
      },
    ],
  );
}

/** The platform has not heard of a conversion for longer than chance allows. */
function silence(facts: HealthFacts): Verdict | null {
  const last = facts.site?.last_conversion_at;
  const { previous } = facts;
  if (last == null || facts.at === null || previous === null || previous.conversions <= 0) return null;
  const hours = (Date.parse(facts.at) - Date.parse(last)) / hour;
  // A night without conversions is none of a silence, and neither is one that has not been heard of yet.
  if (hours < shortestSilenceHours) return null;
  const due = (previous.conversions / previous.days / 24) * hours;
  const going = (facts.metrics.clicks.change_pct ?? 0) > -clicksFallPct;
  if (!(due >= missedConversions) || !going) return null;
  const words = `The last conversion was counted ${Math.round(hours)} hours ago; about ${Number(due.toFixed(1))} were expected since.`;
  return broken(facts, 0.9, `${words} The page or its tracking is broken.`, [
    {
      statement: words,
      ...{
        metric: 'conversions',
        value: 0,
        baseline: Number(due.toFixed(1)),
        source: 'site_health',
        observed_at: last,
      },
    },
  ]);
}

function brokenSite(facts: HealthFacts): Verdict | null {
  const { site } = facts;
  const page = site?.landing_page_ok === false;
  // A tag that is not found though two counts agree is one that the look has missed.
  const refuted = stillCounted(facts) || facts.independent_count?.says === 'alike';
  if (!page && (site?.tag_found !== false || refuted)) return null;
  const words = page ? 'The landing page does not answer' : 'The conversion tag is not found on the landing page';
  return broken(facts, page ? 0.9 : 0.8, `${words}: what is spent now brings nothing that can be counted.`, [
    { statement: `${words}.`, metric: 'site_health', source: 'site_health' },
  ]);
}

/** Conversions of the newest full day came as they should: whatever looked for the tag has missed it. */
function stillCounted({ clean, previous }: HealthFacts): boolean {
  const newest = clean.days.at(-1);
  const usual = previous === null || previous.clicks === 0 ? null : previous.conversions / previous.clicks;
  return (
    newest !== undefined &&
    usual !== null &&
    usual * newest.clicks >= 3 &&
    newest.conversions > (usual * newest.clicks) / 2
  );
}

function allDisapproved(facts: HealthFacts): Verdict | null {
  if (facts.creatives.length === 0 || !facts.creatives.every((creative) => creative.disapproved)) return null;
  const words = 'The platform has disapproved every running creative';
  return broken(facts, 0.9, `${words}: none of the ads may be shown.`, [
    { statement: `${words}.`, metric: 'disapproved', value: facts.creatives.length, source: 'creative_metrics' },
  ]);
}
