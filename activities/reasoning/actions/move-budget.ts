import { changedBy, toMinor } from '../../../contracts/money.ts';
import type { SegmentFact } from '../features/health-facts.ts';
import { pictureOf } from '../hypotheses/segment-signs.ts';
import { moneyText } from '../wording/amount.ts';
import { nameOf } from '../wording/names.ts';
import { type Call, type Lever, recheckHours, tooSmall, watch } from './lever.ts';
import { riskOf } from './risk.ts';
import { budgetLimitPct, budgetRoomPct, leastRaisePct } from './step.ts';
import { steppingOf } from './stepping-of.ts';
import { bestStep, stepValuesOf } from './value-steps.ts';

const workflow = 'Budget Reallocation';
const withinDays = 7;
/** Twice the money in one segment brings 2^0.8 times the conversions: a cautious reading of diminishing returns. */
const returns = 0.8;
/** At most this share of a day's spend, and of what the weak segment spends, goes over in one step. */
const mostOfSpend = 0.3;
const mostOfSegment = 0.75;

/**
 * Gives a campaign that runs against its budget more of it: the step of the largest expected value within the limits, and no
 * further than its CPA is under the target.
 */
export function raiseBudget({ facts, cause, confidence }: Call): Lever {
  const current = facts.daily_budget;
  if (current === null || current <= 0) return watch('No daily budget is known that could be changed.');
  const { cpa } = facts.metrics;
  const most = Math.min(budgetLimitPct(facts), budgetRoomPct(facts));
  const stepping = steppingOf('daily_budget', { facts, cause }, []);
  const change_pct = stepping === null ? most : bestStep(stepping, { least: leastRaisePct, most, needed: most });
  const current_minor = toMinor(current, facts.currency);
  const daily_budget_minor = changedBy(current_minor, change_pct);
  if (daily_budget_minor === current_minor) return watch(tooSmall);
  const known = facts.constraints != null;
  return {
    workflow,
    action: known
      ? {
          kind: 'set_daily_budget',
          campaign_id: facts.campaign_id,
          daily_budget_minor,
          current_daily_budget_minor: current_minor,
          change_pct,
        }
      : { kind: 'none', recheck_after_hours: recheckHours },
    advice: known
      ? null
      : {
          workflow,
          moves: [],
          current_daily_budget: current,
          target_daily_budget: daily_budget_minor / (current_minor / current),
        },
    expected_effect: {
      ...{
        metric: 'conversions',
        low_pct: Math.round(change_pct * 0.5),
        high_pct: change_pct,
        within_days: withinDays,
      },
      basis: 'a rule of thumb: more money buys at most as well as the present money',
    },
    risk_level: riskOf({ kind: 'set_daily_budget', moved_pct: change_pct, confidence, facts, failures: 0 }),
    risk_factors: ['The additional conversions may cost more than the present ones.'],
    success_criteria: [
      {
        metric: 'cpa',
        comparator: 'below',
        value: facts.target_cpa ?? cpa.value ?? 0,
        tolerance_pct: null,
        within_days: withinDays,
        primary: true,
      },
    ],
    step_values: stepping === null ? null : stepValuesOf(stepping, change_pct),
    held_back: null,
  };
}

/** Daily spend of a segment in major units, from its share of a day or its sum of the week. */
function dailyOf(segment: SegmentFact, { facts }: Pick<Call, 'facts'>): number | null {
  const day =
    facts.current === null
      ? facts.metrics.spend.value === null
        ? null
        : facts.metrics.spend.value / 7
      : facts.current.spend / facts.current.days;
  if (segment.spend_share !== null && day !== null) return segment.spend_share * day;
  return segment.spend === null ? null : segment.spend / 7;
}

/**
 * How much goes from the weak to the strong segment: until one more unit would buy as much in either (returns diminish by
 * the power 0.8), and at most 30 % of a day's spend and three quarters of what the weak one has. Major units a day.
 */
export function bestMove(
  strong: { readonly daily: number; readonly cpa: number },
  weak: { readonly daily: number; readonly cpa: number },
  daily_spend: number,
): number {
  const most = Math.min(mostOfSpend * daily_spend, mostOfSegment * weak.daily);
  const price = (segment: typeof strong, spent: number) =>
    (segment.cpa / returns) * (spent / segment.daily) ** (1 - returns);
  let [low, high] = [0, most];
  if (price(strong, strong.daily + most) <= price(weak, weak.daily - most)) return most;
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (price(strong, strong.daily + middle) < price(weak, weak.daily - middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** Moves money from the dearest segment to the cheapest one whose budget is used up. */
export function moveBudget({ facts, confidence }: Call): Lever {
  const picture = pictureOf(facts);
  if (picture === null) return watch('The parts of the audience are not known.');
  const { best, worst } = picture;
  const [strong, weak] = [dailyOf(best, { facts }), dailyOf(worst, { facts })];
  const day = facts.current === null ? (strong ?? 0) + (weak ?? 0) : facts.current.spend / facts.current.days;
  const amount =
    strong === null || weak === null
      ? null
      : bestMove({ daily: strong, cpa: best.cpa }, { daily: weak, cpa: worst.cpa }, day);
  const amount_minor = amount === null ? 0 : toMinor(amount, facts.currency);
  const known = facts.constraints != null && amount_minor > 0;
  const saved =
    amount === null || weak === null ? 0.1 : Math.min(0.5, (amount / Math.max(day, 1e-9)) * (1 - best.cpa / worst.cpa));
  const name = (segment: SegmentFact) => nameOf(facts.names, 'audience', segment.segment_id);
  const pct = (value: number) => -Math.round(value * 1000) / 10 + 0;
  return {
    workflow,
    action: known
      ? {
          kind: 'reallocate_budget',
          campaign_id: facts.campaign_id,
          moves: [{ from_entity_id: worst.segment_id, to_entity_id: best.segment_id, amount_minor }],
        }
      : { kind: 'none', recheck_after_hours: recheckHours },
    advice: known
      ? null
      : {
          ...{ workflow, current_daily_budget: null, target_daily_budget: null },
          moves:
            amount === null ? [] : [{ from: worst.segment_id, to: best.segment_id, amount: Number(amount.toFixed(2)) }],
        },
    expected_effect: {
      ...{ metric: 'cpa', low_pct: pct(saved), high_pct: pct(saved / 2), within_days: withinDays },
      basis:
        'what a conversion costs in the two parts now; only half of it comes where the cheaper part soon has fewer buyers left',
    },
    risk_level: riskOf({
      kind: 'reallocate_budget',
      moved_pct: day > 0 && amount !== null ? (amount / day) * 100 : 0,
      confidence,
      facts,
      failures: 0,
    }),
    risk_factors: [
      `${name(best)} may have fewer buyers left than it looks.`,
      `${name(worst)} (${moneyText(worst.cpa, facts.currency)} a conversion) may bring people who buy later through the others.`,
    ],
    success_criteria: [
      facts.metrics.cpa.value === null
        ? {
            metric: 'segment_cpa',
            comparator: 'below',
            value: worst.cpa,
            tolerance_pct: null,
            within_days: withinDays,
            primary: true,
          }
        : {
            metric: 'cpa',
            comparator: 'below',
            value: facts.metrics.cpa.value,
            tolerance_pct: null,
            within_days: withinDays,
            primary: true,
          },
    ],
    held_back: null,
  };
}
