import type { PastEffect } from '../../../contracts/reasoning/campaign-past.ts';
import type { CreativeFact } from '../features/health-facts.ts';
import { effectOf, effectPriors, foretell, riseOf } from './effects.ts';
import { type Call, type Lever, recheckHours } from './lever.ts';
import { riskOf } from './risk.ts';

const workflow = 'Creative Refresh';
/** Variants that a person is asked for when nothing is ready: enough to compare, few enough to learn. */
const newVariants = 3;

type Running = { readonly ad_id: string | null; readonly creative_id: string; readonly fact: CreativeFact | undefined };

/** The most worn creative that runs: by fatigue, then loss of clicks, then age; ties by id, whatever the order of the lists. */
function mostWorn({ facts }: Pick<Call, 'facts'>): Running | null {
  const factOf = (creative_id: string) => facts.creatives.find((each) => each.creative_id === creative_id);
  const live = facts.constraints?.running_creatives ?? [];
  const running: readonly Running[] =
    live.length > 0
      ? live.map(({ ad_id, creative_id }) => ({ ad_id, creative_id, fact: factOf(creative_id) }))
      : facts.creatives.map((fact) => ({ ad_id: fact.ad_id, creative_id: fact.creative_id, fact }));
  const loss = (each: Running) => Math.min(0, each.fact?.ctr_change_pct ?? 0);
  return (
    [...running].sort(
      (left, right) =>
        loss(left) - loss(right) ||
        (right.fact?.fatigue_score ?? 0) - (left.fact?.fatigue_score ?? 0) ||
        (right.fact?.age_days ?? 0) - (left.fact?.age_days ?? 0) ||
        (left.ad_id ?? left.creative_id).localeCompare(right.ad_id ?? right.creative_id),
    )[0] ?? null
  );
}

/** Shows a spare creative instead of the most worn one; asks for new ones when none is ready. */
export function refreshCreative({ facts, cause, confidence }: Call, past: readonly PastEffect[]): Lever {
  const worn = mostWorn({ facts });
  const spare = [...(facts.constraints?.spare_creatives ?? [])].sort((left, right) =>
    left.creative_id.localeCompare(right.creative_id),
  )[0];
  const { within_days } = effectPriors[workflow];
  const rise = riseOf(facts);
  const foretold = foretell(workflow, cause, rise, past);
  const failures = past.filter((each) => each.workflow === workflow && each.effect_pct > 0).length;
  const ready = worn !== null && worn.ad_id !== null && spare !== undefined;
  return {
    workflow,
    action: ready
      ? {
          ...{ kind: 'rotate_creative', campaign_id: facts.campaign_id, ad_id: worn.ad_id ?? '' },
          ...{ current_creative_id: worn.creative_id, creative_id: spare.creative_id },
        }
      : { kind: 'none', recheck_after_hours: recheckHours },
    advice: ready
      ? null
      : {
          ...{
            workflow,
            creative_ids: worn === null ? [] : [worn.creative_id],
            replacement_creative_ids: [],
            new_variants: newVariants,
          },
          brief: 'Same offer, new picture and new first line; the worn creative shows what people have seen too often.',
          rotate_in:
            'One variant beside the worn creative for two days, then the others; the worn one stops when a variant does as well.',
        },
    expected_effect: effectOf(foretold, within_days),
    risk_level: riskOf({ kind: 'rotate_creative', moved_pct: 0, confidence, facts, failures }),
    risk_factors: ['A new creative goes through a learning phase of some days.', 'It may do worse than the old one.'],
    success_criteria: [
      {
        ...{
          metric: 'ctr',
          comparator: 'within_pct_of',
          value: facts.metrics.ctr.before ?? facts.metrics.ctr.value ?? 0,
        },
        ...{ tolerance_pct: 10, within_days, primary: true },
      },
      ...(facts.metrics.cpa.value === null
        ? []
        : [
            {
              metric: 'cpa',
              comparator: 'below' as const,
              value: facts.metrics.cpa.value,
              tolerance_pct: null,
              within_days,
              primary: false,
            },
          ]),
    ],
    held_back: ready ? null : 'There is no spare creative: new variants have to be made first.',
  };
}
