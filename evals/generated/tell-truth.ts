import { toMajor } from '../../contracts/money.ts';
import type { RootCause } from '../../contracts/recommendation.ts';
import { plotOf } from '../../sandbox/market/plot.ts';
import type { CampaignSpec } from '../../sandbox/world/campaign-spec.ts';
import { candidateActions } from './candidate-actions.ts';
import type { CaseKind, CaseTruth } from './generated-case.ts';
import { createValuer, horizonDays } from './value-action.ts';

/** The sources without which a cause cannot be told from another. */
const decisive: Partial<Record<RootCause, readonly string[]>> = {
  auction_pressure: ['competitor_signals'],
  competitor_promotion: ['competitor_signals'],
  audience_saturation: ['audience_analytics'],
  poor_targeting: ['audience_analytics'],
  uneven_segments: ['audience_analytics'],
  seasonality: ['historical_patterns'],
  external_event: ['calendar_events', 'historical_patterns'],
};
/** Doing nothing is right when nothing else would earn more than this share of what is spent. */
const worthActing = 0.01;
const harmless: readonly CaseKind[] = [
  'no_change',
  'pure_noise',
  'too_little_data',
  'seasonality',
  'external_event',
  'conversion_lag',
];

function acceptedCauses(kind: CaseKind, causes: readonly RootCause[], missing: readonly string[]): RootCause[] {
  if (kind === 'too_little_data') return ['insufficient_data'];
  // Whoever says "too little to tell" of mere chance is as right as who says "nothing happened".
  if (kind === 'pure_noise') return ['no_change', 'insufficient_data'];
  // Whoever sees broken measurement must say so first: nothing that is read from broken numbers counts.
  if (causes.includes('tracking_break')) return ['tracking_break'];
  const blind = causes.every((cause) => decisive[cause]?.some((source) => missing.includes(source)) ?? false);
  return [...causes, ...(blind ? (['insufficient_data'] as const) : [])];
}

/** Everything that is true of a case and cannot be seen in its context. */
export function tellTruth(
  kind: CaseKind,
  campaign: CampaignSpec,
  world: { readonly seed: string; readonly weekday: number; readonly currency: string },
  missing: readonly string[],
): { readonly truth: CaseTruth; readonly value_of: ReturnType<typeof createValuer>['valueOf'] } {
  const valuer = createValuer(campaign, world);
  const major = (minor: number) => toMajor(Math.round(minor), world.currency);
  const action_values = candidateActions(campaign, valuer.spend_minor / horizonDays).map(({ label, action }) => ({
    ...{ label, action, value: major(valuer.valueOf(action)) },
  }));
  const best = action_values.reduce((left, right) => (right.value > left.value ? right : left));
  const causes = plotOf(campaign).strands.map(({ cause }) => cause);
  const accepted_causes = acceptedCauses(kind, causes, missing);
  const horizon_spend = major(valuer.spend_minor);
  return {
    value_of: (action) => major(valuer.valueOf(action)),
    truth: {
      ...{ causes, accepted_causes, horizon_days: horizonDays, horizon_spend, action_values, best },
      abstention_is_right:
        harmless.includes(kind) ||
        accepted_causes.includes('insufficient_data') ||
        best.value <= worthActing * horizon_spend,
    },
  };
}
