import type { Evidence, RootCause } from '../../../../contracts/recommendation.ts';
import { amountText } from '../series/amount.ts';
import type { HealthFacts } from './health-facts.ts';
import type { CauseScore } from './score-causes.ts';
import { significantPct, validConfidence } from './thresholds.ts';

/** A cause that was found, with its own words and numbers. */
export type Verdict = {
  readonly cause: RootCause;
  readonly confidence: number;
  readonly confidence_reasoning: string;
  readonly explanation: string;
  readonly evidence: readonly Evidence[];
};

/** One piece of evidence with the fields that are seldom needed left empty. */
export function evidence(
  facts: HealthFacts,
  fields: Pick<Evidence, 'statement' | 'metric' | 'source'> & Partial<Evidence>,
): Evidence {
  return { value: null, baseline: null, change_pct: null, supports: true, observed_at: facts.at, ...fields };
}

/** How the cost stands, for every verdict. */
export function costEvidence(facts: HealthFacts, supports: boolean): readonly Evidence[] {
  const priced: Evidence[] =
    facts.price_anomaly === null
      ? []
      : [
          evidence(facts, {
            statement: facts.price_anomaly.statement,
            metric: facts.price_anomaly.metric,
            value: facts.price_anomaly.value,
            baseline: facts.price_anomaly.expected,
            observed_at: facts.price_anomaly.at,
            source: 'anomalies',
            supports,
          }),
        ];
  if (facts.cpa === null) return priced;
  return [
    evidence(facts, {
      statement: `CPA of the last 7 full days: ${amountText(facts.cpa, facts.currency)}, the week before: ${facts.previous_cpa === null ? 'none' : amountText(facts.previous_cpa, facts.currency)}.`,
      metric: 'cpa',
      value: facts.cpa,
      baseline: facts.previous_cpa,
      change_pct: facts.cpa_change_pct,
      source: 'metrics.daily',
      supports,
    }),
    ...priced,
  ];
}

/** The signs of a scored cause as evidence; signs that are not known are no evidence either way. */
export function signEvidence(facts: HealthFacts, scored: CauseScore): readonly Evidence[] {
  return scored.signs
    .filter((sign) => sign.present !== null)
    .map((sign) =>
      evidence(facts, {
        statement: sign.statement,
        metric: sign.metric,
        value: sign.value,
        change_pct: sign.change_pct,
        source: sign.metric.startsWith('competitor') ? 'competitors' : 'metrics.daily',
        supports: sign.present === true,
      }),
    );
}

/** The largest adverse change of a cost, percent; null when none is known. */
export function worstCostChange(facts: HealthFacts): number | null {
  const known = [facts.cpa_change_pct, facts.cpc_change_pct, facts.cpm_change_pct].filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** Words for a confidence. */
export function confidenceWords(confidence: number, best: CauseScore, rival: CauseScore | undefined): string {
  const unknown = best.signs.filter((sign) => sign.present === null).map((sign) => sign.name);
  const parts = [`${Math.round(best.score * 100)} % of the known signs are there`];
  if (unknown.length > 0) parts.push(`not known: ${unknown.join(', ')}`);
  if (rival !== undefined && rival.score >= 0.5) parts.push(`${rival.cause} is plausible too`);
  if (confidence < validConfidence) parts.push('low confidence, human judgement needed');
  return `${parts.join('; ')}.`;
}

/** States a change against the limit of 10 %. */
export function changeWords(name: string, value: number | null): string {
  return value === null
    ? `${name}: no baseline`
    : `${name} ${value > 0 ? '+' : ''}${value} %${Math.abs(value) > significantPct ? '' : ' (not significant)'}`;
}
