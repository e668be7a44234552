import type { Evidence, Recommendation, RootCause } from '../../../contracts/recommendation.ts';
import type { HealthFacts } from '../features/health-facts.ts';
import type { Sign } from '../hypotheses/sign.ts';
import { criticalPct, significantPct } from '../thresholds.ts';
import { amountText } from '../wording/amount.ts';

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
  const price = (amount: number) => amountText(amount, facts.currency);
  return [
    evidence(facts, {
      statement: `CPA of the last 7 full days: ${price(value)}, the week before: ${before === null ? 'none' : price(before)}.`,
      ...{ metric: 'cpa', value, baseline: before, change_pct, source: 'campaign_metrics', supports },
    }),
  ];
}

/** Signs as evidence; what is not known is no evidence either way. */
export function signEvidence(facts: HealthFacts, signs: readonly Sign[]): readonly Evidence[] {
  return signs
    .filter((sign) => sign.present !== null)
    .map(({ statement, metric, value, baseline, change_pct, source, present }) =>
      evidence(facts, { statement, metric, value, baseline, change_pct, source, supports: present === true }),
    );
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

/** States a change with how large it is. */
export function changeWords(name: string, value: number | null): string {
  return value === null ? `${name}: no baseline` : `${name} ${signedPct(value)} (${magnitudeOf(value)})`;
}

/** From so many days in a row on a fall is told. */
const toldDays = 2;

/** Where CPA is going within the week, in sentences; nothing where nobody knows, or where it stays as it is. */
export function directionWords({ velocity, falling_days }: Pick<HealthFacts, 'velocity' | 'falling_days'>): string {
  const fell =
    falling_days !== null && falling_days >= toldDays ? ` CPA fell on each of the last ${falling_days} days.` : '';
  if (velocity === 'accelerating') return `${fell} Within the week CPA goes on rising.`;
  return velocity === 'settling' ? `${fell} Within the week CPA is settling.` : fell;
}

/** A whole number of things, with the word for one or many. */
export function countWords(count: number, one: string, many: string): string {
  return count === 1 ? `1 ${one}` : `${Number(count.toFixed(1))} ${many}`;
}
