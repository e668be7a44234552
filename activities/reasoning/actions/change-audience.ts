import type { PastEffect } from '../../../contracts/reasoning/campaign-past.ts';
import { pictureOf } from '../hypotheses/segment-signs.ts';
import { effectOf, effectPriors, foretell, riseOf } from './effects.ts';
import { type Call, type Lever, recheckHours } from './lever.ts';
import { riskOf } from './risk.ts';

const workflow = 'Audience Expansion';
/** Look-alikes that are usually begun with, percent of the population. */
const lookalikePct = 3;

/** Widens the audience of a saturated campaign, or narrows one that reaches people who do not buy. */
export function changeAudience({ facts, cause, confidence }: Call, past: readonly PastEffect[]): Lever {
  const mode = cause === 'poor_targeting' ? 'refine' : 'expand';
  const weak = (pictureOf(facts)?.weak ?? []).map((segment) => segment.segment_id);
  const spare = [...(facts.constraints?.spare_audiences ?? [])].sort((left, right) =>
    left.audience_id.localeCompare(right.audience_id),
  )[0];
  const rise = riseOf(facts);
  const { within_days } = effectPriors[workflow];
  const foretold = foretell(workflow, cause, rise, past);
  const failures = past.filter((each) => each.workflow === workflow && each.effect_pct > 0).length;
  const include = mode === 'expand' && spare !== undefined ? [spare.audience_id] : [];
  const exclude = mode === 'refine' ? weak : [];
  const known = facts.constraints != null && (mode === 'expand' || exclude.length > 0);
  const { cpa, frequency } = facts.metrics;
  return {
    workflow,
    action: known
      ? {
          ...{ kind: 'change_audiences', campaign_id: facts.campaign_id, mode, include_audience_ids: include },
          ...{
            exclude_audience_ids: exclude,
            audience_expansion: mode === 'expand' && include.length === 0 ? true : null,
          },
        }
      : { kind: 'none', recheck_after_hours: recheckHours },
    advice: known
      ? null
      : {
          workflow,
          mode,
          add_segments: include,
          lookalike_pct: mode === 'expand' ? lookalikePct : null,
          exclusions: exclude,
        },
    expected_effect: rise === null && past.length === 0 ? null : effectOf(foretold, within_days),
    risk_level: riskOf({ kind: 'change_audiences', moved_pct: 0, confidence, facts, failures }),
    risk_factors:
      mode === 'expand'
        ? ['New people may buy less than those who know the brand.', 'The platform has to learn again for some days.']
        : ['Fewer people are reached, so volume may fall.', 'People who are left out might have bought later.'],
    success_criteria: [
      ...(cpa.value === null
        ? []
        : [
            {
              metric: 'cpa',
              comparator: 'below' as const,
              value: cpa.value,
              tolerance_pct: null,
              within_days,
              primary: true,
            },
          ]),
      ...(mode === 'expand' && frequency.value !== null
        ? [
            {
              metric: 'frequency',
              comparator: 'below' as const,
              value: frequency.value,
              tolerance_pct: null,
              within_days,
              primary: cpa.value === null,
            },
          ]
        : []),
      ...(cpa.value === null && (mode === 'refine' || frequency.value === null)
        ? [
            {
              metric: 'conversion_rate',
              comparator: 'above' as const,
              value: facts.metrics.conversion_rate.value ?? 0,
              tolerance_pct: null,
              within_days,
              primary: true,
            },
          ]
        : []),
    ],
    held_back: null,
  };
}
