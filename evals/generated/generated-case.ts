import type { CampaignContext } from '../../contracts/reasoning/campaign-context.ts';
import type { RootCause, TypedAction } from '../../contracts/recommendation.ts';

/** What a case is about. `mixed` has two causes, `pure_noise` none but much chance, `too_little_data` a few days. */
export const caseKinds = [
  'auction_pressure',
  'competitor_promotion',
  'creative_fatigue',
  'audience_saturation',
  'poor_targeting',
  'uneven_segments',
  'budget_limited',
  'tracking_break',
  'seasonality',
  'external_event',
  'conversion_lag',
  'no_change',
  'pure_noise',
  'mixed',
  'too_little_data',
] as const;
/** What a case is about. */
export type CaseKind = (typeof caseKinds)[number];

/** Something that could be done, with what it earns in the horizon against doing nothing, in major units. */
export type ActionValue = { readonly label: string; readonly action: TypedAction; readonly value: number };

/** What is known of a generated case because the market made it. */
export type CaseTruth = {
  /** What the market played, the stronger first. */
  readonly causes: readonly RootCause[];
  /** Causes that count as right: the played ones, and "not enough data" where the decisive source is missing. */
  readonly accepted_causes: readonly RootCause[];
  /** True where doing nothing is right: it earns as much as anything else, or what would tell is not known. */
  readonly abstention_is_right: boolean;
  readonly horizon_days: number;
  /** What the campaign spends in the horizon when nothing is done, major units: the scale for values of many currencies. */
  readonly horizon_spend: number;
  readonly action_values: readonly ActionValue[];
  readonly best: ActionValue;
};

/** A campaign as the collectors would see it, with the truth about it. */
export type GeneratedCase = {
  readonly case_id: string;
  readonly kind: CaseKind;
  readonly context: CampaignContext;
  readonly truth: CaseTruth;
  /** What any action would earn in the horizon against doing nothing, in major units; amounts may lie between the listed ones. */
  readonly value_of: (action: TypedAction) => number;
};
