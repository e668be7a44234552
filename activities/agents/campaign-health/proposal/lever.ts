import type { z } from 'zod';
import { changedBy } from '../../../../contracts/money.ts';
import type {
  Recommendation,
  RootCause,
  riskLevelSchema,
  TypedAction,
  WorkflowType,
} from '../../../../contracts/recommendation.ts';
import type { MetricsSummary } from '../collect/collected-metrics.ts';
import type { LiveState } from '../diagnosis/diagnosis-input.ts';
import { amountText } from '../series/amount.ts';

/** What is pulled, why, and what it should bring. */
export type Lever = {
  readonly workflow: WorkflowType;
  readonly action: TypedAction;
  readonly expected_effect: Recommendation['expected_effect'];
  readonly risk_level: z.infer<typeof riskLevelSchema>;
  readonly risk_factors: readonly string[];
  readonly success_metrics: readonly string[];
  /** Set when a cause would want an action that cannot be taken here. */
  readonly held_back: string | null;
};

/** What a lever may look at. */
export type LeverInput = { readonly metrics: MetricsSummary; readonly state: NonNullable<LiveState> };

/** The largest step up of a bid and of a budget, percent: well inside the playbook's guardrails. */
export const largestBidStepPct = 15;
const largestBudgetStepPct = 20;
const smallestStepPct = 5;
const recheckHours = 24;
const tooSmall = 'The amount is so small that a step of this size rounds to nothing.';
const priorBasis = 'rule of thumb; no measured outcome of this action on this campaign yet';

/** Nothing is changed; `held_back` says so when a change was wanted but cannot be made. */
export function watch(held_back: string | null): Lever {
  return {
    workflow: 'Continue Monitoring',
    action: { kind: 'none', recheck_after_hours: recheckHours },
    expected_effect: null,
    risk_level: 'low',
    risk_factors: ['If the cause is another one than assumed, a day is lost.'],
    success_metrics: [`The next look, in ${recheckHours} hours, finds no established change.`],
    held_back,
  };
}

/** Half of the rise of CPA, between 5 and 15 %: +30 % gives 15, +18 % gives 9. */
export function bidStepPct(cpa_change_pct: number | null): number {
  return Math.min(largestBidStepPct, Math.max(smallestStepPct, Math.round((cpa_change_pct ?? 0) / 2)));
}

/** The share of a rise that an answer is expected to win back, as an interval of effect on the metric. */
function winBack(change_pct: number | null, least: number, most: number): { low_pct: number; high_pct: number } {
  const excess = change_pct === null || change_pct <= 0 ? 0 : (1 - 1 / (1 + change_pct / 100)) * 100;
  const tenth = (value: number) => Math.round(value * 10) / 10;
  return { low_pct: -tenth(excess * most), high_pct: -tenth(excess * least) };
}

function raiseBid({ metrics, state }: LeverInput): Lever {
  const current = state.bid_amount_minor;
  if (current === null || current <= 0) return watch('The platform bids by itself here; there is no bid to raise.');
  const change_pct = bidStepPct(metrics.change_pct.cpa);
  const bid_amount_minor = changedBy(current, change_pct);
  if (bid_amount_minor === current) return watch(tooSmall);
  return {
    workflow: 'Bid Adjustment',
    action: {
      kind: 'set_bid',
      campaign_id: metrics.campaign_id,
      bid_amount_minor,
      current_bid_amount_minor: current,
      change_pct,
    },
    expected_effect: {
      metric: 'cpa',
      ...winBack(metrics.change_pct.cpa, 0.7, 0.87),
      within_days: 3,
      basis: priorBasis,
    },
    risk_level: 'medium',
    risk_factors: [
      'If the pressure stays, further raises may be needed.',
      'If competitors leave at once, clicks are paid too dearly for a short time.',
    ],
    success_metrics: [
      `CPA under ${amountText((metrics.previous?.cpa ?? 0) * 1.1, metrics.currency)} within 3 days.`,
      'The click-through rate stays within 10 % of today.',
    ],
    held_back: null,
  };
}

function rotate({ metrics, state }: LeverInput): Lever {
  const spare = state.spare_creatives[0];
  const age = (creative_id: string) =>
    metrics.creatives.find((each) => each.creative_id === creative_id)?.age_days ?? 0;
  const oldest = [...state.running_creatives].sort(
    (left, right) => age(right.creative_id) - age(left.creative_id) || left.ad_id.localeCompare(right.ad_id),
  )[0];
  if (oldest === undefined) return watch('No running creative is known that could be replaced.');
  if (spare === undefined) return watch('There is no spare creative to rotate in; a new one must be made first.');
  return {
    workflow: 'Creative Refresh',
    action: {
      kind: 'rotate_creative',
      campaign_id: metrics.campaign_id,
      ad_id: oldest.ad_id,
      current_creative_id: oldest.creative_id,
      creative_id: spare.creative_id,
    },
    expected_effect: { metric: 'cpa', ...winBack(metrics.change_pct.cpa, 0.3, 0.8), within_days: 7, basis: priorBasis },
    risk_level: 'low',
    risk_factors: ['A new creative goes through a learning phase of some days.', 'It may do worse than the old one.'],
    success_metrics: ['The click-through rate is back within 10 % of two weeks ago within 7 days.'],
    held_back: null,
  };
}

function setBudget(direction: 1 | -1): (input: LeverInput) => Lever {
  return ({ metrics, state }) => {
    const current = state.daily_budget_minor;
    if (current === null || current <= 0) return watch('No daily budget is known that could be changed.');
    const room = metrics.target_cpa && metrics.current?.cpa ? (1 - metrics.current.cpa / metrics.target_cpa) * 100 : 0;
    const step = direction === 1 ? Math.min(largestBudgetStepPct, Math.max(10, Math.round(room))) : 15;
    const change_pct = direction * step;
    const daily_budget_minor = changedBy(current, change_pct);
    if (daily_budget_minor === current) return watch(tooSmall);
    const effect =
      direction === 1
        ? { metric: 'conversions', low_pct: Math.round(step * 0.5), high_pct: step }
        : { metric: 'cpa', low_pct: -10, high_pct: -2 };
    return {
      workflow: 'Budget Reallocation',
      action: {
        kind: 'set_daily_budget',
        campaign_id: metrics.campaign_id,
        daily_budget_minor,
        current_daily_budget_minor: current,
        change_pct,
      },
      expected_effect: { ...effect, within_days: 7, basis: priorBasis },
      risk_level: direction === 1 ? 'medium' : 'low',
      risk_factors:
        direction === 1
          ? ['The additional conversions may cost more than the present ones.']
          : [
              'Fewer conversions, if the audience is less saturated than it looks.',
              'The audience itself stays as it is.',
            ],
      success_metrics:
        direction === 1
          ? [`CPA stays under ${amountText(metrics.target_cpa ?? 0, metrics.currency)} for 7 days.`]
          : ['Frequency is back within 10 % of two weeks ago within 7 days.'],
      held_back: null,
    };
  };
}

function pauseCampaign({ metrics, state }: LeverInput): Lever {
  if (metrics.protected) return watch('The campaign is protected and is not paused by a recommendation.');
  if (state.status !== 'active') return watch('The campaign does not run at present.');
  const spend = metrics.current === null ? 0 : metrics.current.spend / Math.max(1, metrics.current.days);
  return {
    workflow: 'Campaign Pause',
    action: {
      kind: 'pause',
      campaign_id: metrics.campaign_id,
      resume_when: 'a test conversion on the landing page is reported again',
    },
    expected_effect: null,
    risk_level: 'medium',
    risk_factors: [
      'If only the tracking is broken, real sales are lost while the campaign is paused.',
      `Saves about ${amountText(spend, metrics.currency)} ${metrics.currency} a day until it is mended.`,
    ],
    success_metrics: ['Conversions per click are back to at least 80 % of what they were within 3 days of resuming.'],
    held_back: null,
  };
}

const levers: Partial<Record<RootCause, (input: LeverInput) => Lever>> = {
  auction_pressure: raiseBid,
  creative_fatigue: rotate,
  // Nothing here can widen an audience; spending less on people who have seen enough is the honest half of the answer.
  audience_saturation: setBudget(-1),
  budget_limited: setBudget(1),
  tracking_break: pauseCampaign,
};

/** The lever for a cause; watching, where none is called for or the live state is not known. */
export function leverFor(cause: RootCause, metrics: MetricsSummary, state: LiveState): Lever {
  const lever = levers[cause];
  if (lever === undefined) return watch(null);
  if (!state) return watch('The live state could not be read, so nothing is proposed that would change it.');
  return lever({ metrics, state });
}
