import { changeIsEstablished, cpaRose } from '../features/cost-change.ts';
import type { HealthFacts } from '../features/health-facts.ts';
import { fatiguedScore, significantPct } from '../thresholds.ts';
import { type WeighedCause, weighedCauses } from './likelihoods.ts';
import { isSaturated, type RuleScore } from './rule-signs.ts';
import type { Signs } from './signs.ts';

const surely = 0.98;

/**
 * Which causes the stated rules leave open. A cause of a change needs an established one; fatigue a worn creative (a score
 * above 0.5); saturation three of its signs; a limiting budget a CPA under its target that does not rise; a season the same
 * change in earlier rounds; what comes from outside something that is known to have come.
 */
export function openCauses(facts: HealthFacts, signs: Signs, scores: readonly RuleScore[]): ReadonlySet<WeighedCause> {
  const changed = changeIsEstablished(facts);
  const scoreOf = (cause: WeighedCause) => scores.find((score) => score.cause === cause);
  const saturation = scoreOf('audience_saturation');
  const rose = cpaRose(facts) === true;
  // A rise that few conversions show is no rise yet; one that is certain has another cause than a short budget.
  const certain = (signs.dearer_conversions.strength ?? 0) > surely && changed;
  // What comes from outside is watched anyway: the network may weigh it while chance is not ruled out yet.
  const worse = changed || (facts.metrics.cpa.change_pct ?? 0) > significantPct;
  const dearer = (facts.metrics.cpa.change_pct ?? 0) > significantPct || rose;
  const rules: Readonly<Record<WeighedCause, boolean>> = {
    creative_fatigue:
      changed &&
      ((signs.fewer_clicks.present === true && signs.rising_frequency.present === true) ||
        (scoreOf('creative_fatigue')?.share ?? 0) > fatiguedScore ||
        facts.creatives.some((each) => each.is_fatigued)),
    audience_saturation: changed && saturation !== undefined && isSaturated(saturation),
    auction_pressure: changed,
    competitor_promotion: worse && signs.promotion_seen.present === true,
    poor_targeting: signs.weak_segment.present === true || signs.low_relevance.present === true,
    uneven_segments: signs.capped_strong_segment.present === true,
    budget_limited: signs.full_budget.present === true && signs.under_target.present === true && !certain,
    seasonality: dearer && (signs.recurring.present === true || signs.echo.present === true),
    external_event: worse && (signs.event_now.present === true || signs.industry_alike.present === true),
  };
  return new Set(weighedCauses.filter((cause) => rules[cause]));
}
