import { changedBy } from '../../../../contracts/money.ts';
import type { RootCause } from '../../../../contracts/recommendation.ts';
import { fullBudget, type Lever, leverFor, moneyText, watch } from '../../../reasoning/index.ts';
import { costBounds } from './count-bounds.ts';
import { type Judge, type Judgement, observed } from './judgement.ts';

const largestStepPct = 15;
const smallestStepPct = 5;

/** Causes that a bid does not cure, and why. */
const otherLevers: Partial<Record<RootCause, string>> = {
  creative_fatigue: 'People are tired of the creative; a bid would only pay more for showing it.',
  audience_saturation: 'The audience has seen enough; a bid would only pay more for the same people.',
  budget_limited: 'The budget is what limits the campaign, not the bid.',
  tracking_break: 'Conversions are not counted at present, so there is no cost to go by.',
  conversion_lag: 'Conversions of these days are still arriving, so there is no cost to go by.',
  seasonality: 'A seasonal pattern passes by itself; a changed bid would come too late, and be wrong afterwards.',
};

/**
 * Moves the bid: up by half of the rise of CPA where the auction got dearer, and otherwise half of the way from CPA to its
 * target, 5 to 15 percent, and only where chance does not explain the distance. A cheap campaign that already spends its
 * whole budget is not bid up: the money for more is not there.
 */
export const judgeBid: Judge = (look) => {
  const { diagnosis, state, facts } = look;
  const other = otherLevers[diagnosis.cause];
  if (other !== undefined) return { lever: watch(other) };
  if (state.status !== 'active') return { lever: watch('The campaign does not run at present.') };
  const raise = leverFor({ facts, cause: 'auction_pressure', confidence: diagnosis.confidence }, []);
  if (diagnosis.cause === 'auction_pressure' || raise.action.kind !== 'set_bid') return { lever: raise };
  return towardsTarget(look, raise, raise.action.current_bid_amount_minor);
};

function towardsTarget({ metrics, diagnosis }: Parameters<Judge>[0], base: Lever, current_minor: number): Judgement {
  const { current, target_cpa, currency, campaign_id } = metrics;
  if (current === null || current.cpa === null || current.days < 7)
    return { lever: watch('A week with conversions is needed to bid by their cost.') };
  if (target_cpa === null || target_cpa <= 0) return { lever: watch('No target CPA is set for the campaign.') };
  const bounds = costBounds(current);
  const price = (amount: number) => moneyText(amount, currency);
  const range = `A conversion costs between ${price(bounds.low)} and ${price(bounds.high)}`;
  if (bounds.low <= target_cpa && target_cpa <= bounds.high)
    return { lever: watch(`${range}; the target of ${price(target_cpa)} lies between the two.`) };
  const dear = bounds.low > target_cpa;
  if (!dear && (metrics.budget_utilization ?? 1) > fullBudget)
    return {
      lever: watch('Conversions are cheap, but the budget is spent already: it is the budget that should grow.'),
    };
  const away_pct = Math.abs(target_cpa / current.cpa - 1) * 100;
  const step = Math.min(largestStepPct, Math.max(smallestStepPct, Math.round(away_pct / 2)));
  const change_pct = dear ? -step : step;
  const bid_amount_minor = changedBy(current_minor, change_pct);
  if (bid_amount_minor === current_minor || bid_amount_minor <= 0)
    return { lever: watch('The amount is so small that a step of this size rounds to nothing.') };
  const statement = `${range}, ${dear ? 'above' : 'below'} the target of ${price(target_cpa)}.`;
  return {
    lever: {
      ...base,
      action: {
        ...{ kind: 'set_bid', campaign_id, bid_amount_minor, current_bid_amount_minor: current_minor, change_pct },
      },
      expected_effect: dear
        ? { metric: 'cpa', low_pct: -step, high_pct: -Math.floor(step / 2), within_days: 7, basis: 'a rule of thumb' }
        : { metric: 'conversions', low_pct: 1, high_pct: step, within_days: 7, basis: 'a rule of thumb' },
      risk_level: 'low',
      risk_factors: [
        dear ? 'Fewer impressions are won, so that conversions may fall.' : 'The additional clicks may convert less.',
      ],
      success_criteria: [
        {
          metric: 'cpa',
          comparator: 'within_pct_of',
          value: target_cpa,
          tolerance_pct: 25,
          within_days: 7,
          primary: true,
        },
      ],
    },
    cause_words: dear ? 'a bid above what a conversion is worth' : 'a bid below what a conversion is worth',
    confidence: 0.7,
    confidence_reasoning: 'By chance alone the cost would be on that side of the target less than one time in twenty.',
    explanation: statement,
    evidence: [
      observed(metrics, { statement, metric: 'cpa', value: current.cpa, baseline: target_cpa, supports: true }),
      ...diagnosis.evidence,
    ],
  };
}
