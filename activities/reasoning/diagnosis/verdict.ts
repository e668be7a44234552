import type { Evidence, Recommendation, RootCause } from '../../../contracts/recommendation.ts';
import type { HealthFacts } from '../features/health-facts.ts';
import type { Sign } from '../hypotheses/sign.ts';
import { criticalPct, significantPct } from '../thresholds.ts';
import { moneyText } from '../wording/amount.ts';

/** A cause that was found, with its own words and numbers. Confidence 0–1, before calibration. */
export type Verdict = {
  readonly cause: RootCause;
  readonly confidence: number;
  readonly confidence_reasoning: string;
  readonly explanation: string;
  readonly evidence: readonly Evidence[];
  readonly abstention: Recommendation['abstention'];
};

/** One piece of evidence with the fields that are seldom needed left empty. */
export function evidence(
  facts: Pick<HealthFacts, 'at'>,
  fields: Pick<Evidence, 'statement' | 'metric' | 'source'> & Partial<Evidence>,
): Evidence {
  return { value: null, baseline: null, change_pct: null, supports: true, observed_at: facts.at ?? '', ...fields };
}

/** How the cost stands, for every verdict. */
export function costEvidence(facts: HealthFacts, supports: boolean): readonly Evidence[] {
  const { value, before, change_pct } = facts.metrics.cpa;
  if (value === null) return [];
  return [
    evidence(facts, {
      statement: `CPA was ${moneyText(value, facts.currency)} over the last 7 full days, and ${moneyText(before, facts.currency)} the week before.`,
      ...{ metric: 'cpa', value, baseline: before, change_pct, source: 'campaign_metrics', supports },
    }),
  ];
}

/** Signs as evidence; what is not known is no evidence either way. */
export function signEvidence(facts: HealthFacts, signs: readonly Sign[]): readonly Evidence[] {
  const known = signs.filter((sign) => sign.present !== null);
  // Two signs may rest on the same observation, which is told once and speaks for the cause where one of them does.
  const first = (sign: Sign) => known.find(({ statement }) => statement === sign.statement) === sign;
  const speaks = ({ statement }: Sign) => known.some((each) => each.statement === statement && each.present === true);
  return known.filter(first).map((sign) => {
    const { statement, metric, value, baseline, change_pct, source } = sign;
    return evidence(facts, { statement, metric, value, baseline, change_pct, source, supports: speaks(sign) });
  });
}

/** The largest adverse change of a cost, percent; null when none is known. */
export function worstCostChange({ metrics }: Pick<HealthFacts, 'metrics'>): number | null {
  const known = [metrics.cpa, metrics.cpc, metrics.cpm]
    .map((each) => each.change_pct)
    .filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** A number of percent as it is shown, with its sign. */
export function signedPct(value: number): string {
  const rounded = Number(value.toFixed(1));
  return `${rounded > 0 ? '+' : ''}${rounded} %`;
}

/** How a change is read: over 10 % it is significant, over 30 % critical, both strictly and either way. */
export function magnitudeOf(change_pct: number): 'not significant' | 'significant' | 'critical' {
  const size = Math.abs(change_pct);
  if (size > criticalPct) return 'critical';
  return size > significantPct ? 'significant' : 'not significant';
}

/** How each size of change is told, largest first. */
const sizes = [
  ['critical', `critical (over ${criticalPct} %)`],
  ['significant', `significant (over ${significantPct} %)`],
  ['not significant', `little or no change (${significantPct} % at most)`],
] as const;

/** States changes in percent by how large they are, and which cannot be told for want of figures before. */
export function changesWords(changes: readonly (readonly [name: string, change_pct: number | null])[]): string {
  const told = sizes.map(([size, words]) => {
    const alike = changes.flatMap(([name, value]) =>
      value !== null && magnitudeOf(value) === size ? [`${name} ${signedPct(value)}`] : [],
    );
    return alike.length === 0 ? '' : `${words}: ${alike.join(', ')}`;
  });
  const unknown = changes.flatMap(([name, value]) => (value === null ? [name] : []));
  return [...told, unknown.length === 0 ? '' : `nothing to compare with: ${unknown.join(', ')}`]
    .filter(Boolean)
    .join('; ');
}

/** From so many days in a row on a fall is told. */
const toldDays = 2;

/** Where CPA is going within the week, in sentences; nothing where nobody knows, or where it stays as it is. */
export function directionWords({ velocity, falling_days }: Pick<HealthFacts, 'velocity' | 'falling_days'>): string {
  const fell =
    falling_days !== null && falling_days >= toldDays ? ` CPA fell on each of the last ${falling_days} days.` : '';
  if (velocity === 'accelerating') return `${fell} Within the last week CPA went on rising.`;
  return velocity === 'settling' ? `${fell} Within the last week CPA is calming down.` : fell;
}

/** A whole number of things, with the word for one or many. */
export function countWords(count: number, one: string, many: string): string {
  return count === 1 ? `1 ${one}` : `${Number(count.toFixed(1))} ${many}`;
}
