import { amountText } from '../series/amount.ts';
import { anyCostRose, cpaRose } from './cost-change.ts';
import type { HealthFacts } from './health-facts.ts';
import { establishedDays, fullBudget, significantPct } from './thresholds.ts';
import { costEvidence, evidence, type Verdict, worstCostChange } from './verdict.ts';

/** A look that comes before the causes are weighed: it settles the case or passes it on. */
type Gate = (facts: HealthFacts) => Verdict | null;

const trackingBreak: Gate = (facts) => {
  const found = facts.conversion_break;
  if (found === null) return null;
  return {
    cause: 'tracking_break',
    confidence: Math.min(0.95, 0.75 + 0.05 * found.days),
    confidence_reasoning: `${found.days} full days in a row without the conversions that the clicks should have brought.`,
    explanation: `Since ${found.since} ${countWords(found.conversions)} counted where about ${found.expected_conversions} were to be expected, while clicks changed by ${found.clicks_change_pct} % only: the page or its tracking is broken, and spend buys nothing that can be seen.`,
    evidence: [
      evidence(facts, {
        statement: `${countWords(found.conversions)} counted since ${found.since}, about ${found.expected_conversions} expected.`,
        metric: 'conversions',
        value: found.conversions,
        baseline: found.expected_conversions,
        change_pct: null,
        source: 'metrics.daily',
      }),
      evidence(facts, {
        statement: `Clicks of the same days changed by ${found.clicks_change_pct} %.`,
        metric: 'clicks',
        change_pct: found.clicks_change_pct,
        source: 'metrics.daily',
      }),
    ],
  };
};

const conversionLag: Gate = (facts) => {
  const found = facts.conversion_lag;
  if (found === null) return null;
  const words = found.completeness
    .map((share, index) => `${Math.round(share * 100)} % on full day −${index + 1}`)
    .join(', ');
  return {
    cause: 'conversion_lag',
    confidence: 0.8,
    confidence_reasoning: 'The newest days are the less complete the newer they are, and the settled days are as ever.',
    explanation: `Conversions of the newest days are still arriving (conversion rate against settled days: ${words}); the days before changed by ${found.settled_change_pct} %. The rise of CPA is expected to vanish by itself.`,
    evidence: [
      evidence(facts, {
        statement: `Conversion rate of the newest full days against settled days: ${words}.`,
        metric: 'conversion_rate',
        value: found.completeness[0] ?? null,
        baseline: 1,
        source: 'metrics.daily',
      }),
      ...costEvidence(facts, false),
    ],
  };
};

const insufficientData: Gate = (facts) => {
  if (facts.has_baseline && worstCostChange(facts) !== null) return null;
  const anomaly = facts.price_anomaly;
  return {
    cause: 'insufficient_data',
    confidence: 0.3,
    confidence_reasoning: 'Without daily metrics of two weeks no cause can be told from another.',
    explanation:
      anomaly === null
        ? 'There are not two weeks of daily metrics before this moment, and the series that exist show nothing unusual.'
        : `${anomaly.statement} A price that leaves its baseline speaks for pressure in the auction, but without daily metrics of creative, audience and conversions no cause can be told from another.`,
    evidence: costEvidence(facts, true),
  };
};

const budgetLimited: Gate = (facts) => {
  const { budget_utilization, cpa, target_cpa, cpa_change_pct } = facts;
  if (budget_utilization === null || cpa === null || target_cpa === null) return null;
  if (!(budget_utilization > fullBudget) || !(cpa < target_cpa) || cpaRose(facts) === true) return null;
  const price = (amount: number) => amountText(amount, facts.currency);
  const room = Math.round((1 - cpa / target_cpa) * 100);
  return {
    cause: 'budget_limited',
    confidence: Math.min(0.85, 0.6 + room / 100),
    confidence_reasoning: `Every day runs against the budget, and CPA is ${room} % under its target.`,
    explanation: `The campaign spends ${Math.round(budget_utilization * 100)} % of its daily budget and pays ${price(cpa)} for a conversion where ${price(target_cpa)} would be accepted: more could be bought at a price that pays.`,
    evidence: [
      evidence(facts, {
        statement: `Spend of a full day is ${Math.round(budget_utilization * 100)} % of the daily budget.`,
        metric: 'budget_utilization',
        value: budget_utilization,
        baseline: fullBudget,
        source: 'metrics.daily',
      }),
      evidence(facts, {
        statement: `CPA ${price(cpa)} against a target of ${price(target_cpa)}.`,
        metric: 'cpa',
        value: cpa,
        baseline: target_cpa,
        change_pct: cpa_change_pct,
        source: 'metrics.daily',
      }),
    ],
  };
};

const noChange: Gate = (facts) => {
  const worst = worstCostChange(facts);
  const brief = facts.trend_days !== null && facts.trend_days < establishedDays;
  const tired = (facts.ctr_change_pct ?? 0) < -significantPct;
  const rose = anyCostRose(facts) === true;
  if (rose && !brief) return null;
  if (tired && !brief) return null;
  const byChance = !rose && worst !== null && worst > significantPct;
  return {
    cause: 'no_change',
    confidence: byChance ? 0.6 : 0.8,
    confidence_reasoning: byChance
      ? 'Too few conversions to tell a change of CPA from chance.'
      : 'Normal variance: a change counts from 10 % and three days on.',
    explanation: unchangedWords(facts, worst, rose),
    evidence: costEvidence(facts, true),
  };
};

const seasonality: Gate = (facts) => {
  const found = facts.recurrence;
  if (found === null || found.seen / found.of < 0.8) return null;
  return {
    cause: 'seasonality',
    confidence: Math.min(0.85, 0.55 + 0.1 * found.seen),
    confidence_reasoning: `The same change was there in ${found.seen} of ${found.of} earlier rounds, and not in between.`,
    explanation: `CPA rises like this every ${found.period_days} days (${found.seen} of ${found.of} earlier rounds, ${found.typical_change_pct} % as a rule): a season, which passes by itself.`,
    evidence: [
      evidence(facts, {
        statement: `The same change of CPA in ${found.seen} of ${found.of} earlier rounds of ${found.period_days} days.`,
        metric: 'cpa',
        change_pct: found.typical_change_pct,
        source: 'metrics.daily',
      }),
      ...costEvidence(facts, true),
    ],
  };
};

function unchangedWords(facts: HealthFacts, worst: number | null, rose: boolean): string {
  if (rose)
    return `The change has been seen on ${facts.trend_days} of the last days only; ${establishedDays} make a trend.`;
  if (worst !== null && worst > significantPct) {
    return `CPA changed by ${facts.cpa_change_pct} %, but as few conversions as these move it by ${facts.cpa_chance_pct} % by chance; no price changed by more than ${significantPct} %.`;
  }
  return `No cost changed by more than ${significantPct} % against the week before (largest: ${worst} %).`;
}

function countWords(count: number): string {
  return count === 1 ? '1 conversion was' : `${count} conversions were`;
}

/** The gates in their order: measurement faults before anything else, then what needs no cause, then the seasons. */
export const gates: readonly Gate[] = [
  trackingBreak,
  conversionLag,
  insufficientData,
  budgetLimited,
  noChange,
  seasonality,
];
