import { costEvidence, evidence, type Verdict } from '../diagnosis/verdict.ts';
import type { HealthFacts } from '../features/health-facts.ts';

const week = 7;
const window = 2 * week;
/** So many of the 14 compared days may be idle before the comparison says nothing. */
const mostIdleDays = 2;
/** No market changes the price of everything this much overnight at the same volume: another currency does. */
const currencyFactor = 4;
const sameVolume = 1.4;

type Fault = {
  readonly words: string;
  readonly reason: 'measurement_fault' | 'not_enough_data';
  readonly wait_days: number;
};

/**
 * What makes the figures unfit to be reasoned about: contradictory or future rows, another currency, a campaign that was
 * off, nothing but zeros, too few days. Each is a clear state with the days to wait, never a recommendation.
 */
export function dataFault(facts: HealthFacts): Verdict | null {
  const fault = contradiction(facts) ?? otherCurrency(facts) ?? notRunning(facts) ?? tooLittle(facts);
  if (fault === null) return null;
  return {
    cause: 'insufficient_data',
    confidence: 0.9,
    confidence_reasoning: 'The figures themselves show that nothing can be concluded from them.',
    explanation: fault.words,
    evidence: [
      evidence(facts, {
        statement: fault.words,
        metric: 'days',
        value: facts.clean.days.length,
        source: 'campaign_metrics',
      }),
      ...costEvidence(facts, false),
    ],
    abstention: { reason: fault.reason, wait_days: fault.wait_days },
  };
}

function contradiction({ clean, at }: HealthFacts): Fault | null {
  if (clean.future.length > 0) {
    return {
      words: `Figures are dated after ${at?.slice(0, 10)} (${clean.future.slice(0, 3).join(', ')}): the clock or the time zone of the source is wrong.`,
      ...{ reason: 'measurement_fault', wait_days: 1 },
    };
  }
  if (clean.contradicted.length === 0) return null;
  return {
    words: `Rows of the same day differ (${clean.contradicted.slice(0, 3).join(', ')}): which of them is right is not known.`,
    ...{ reason: 'measurement_fault', wait_days: 1 },
  };
}

function otherCurrency({ signals, interventions, current, previous }: HealthFacts): Fault | null {
  const told = signals.includes('currency_changed') || interventions.some((change) => change.field === 'currency');
  const price = (totals: typeof current) =>
    totals === null || totals.impressions === 0 ? null : totals.spend / totals.impressions;
  const [now, before] = [price(current), price(previous)];
  const factor = now === null || before === null || now === 0 || before === 0 ? 1 : now / before;
  const volume = (current?.impressions ?? 0) / Math.max(1, previous?.impressions ?? 0);
  const leapt = Math.max(factor, 1 / factor) > currencyFactor && volume < sameVolume && volume > 1 / sameVolume;
  if (!told && !leapt) return null;
  return {
    words: told
      ? 'The currency of the account changed in the compared weeks: amounts before and after cannot be compared.'
      : `All amounts became ${Number(factor.toPrecision(3))} times what they were while the volume stayed, as happens when a currency changes: they cannot be compared.`,
    ...{ reason: 'measurement_fault', wait_days: window },
  };
}

function notRunning(facts: HealthFacts): Fault | null {
  const { clean, constraints, current } = facts;
  const status = constraints?.status?.toLowerCase() ?? null;
  if (current !== null && current.spend === 0 && current.impressions === 0) {
    const words = `Nothing was shown or spent in the last ${week} days${status === null ? '' : ` (status: ${status})`}: there is nothing to judge.`;
    return { words, reason: 'not_enough_data', wait_days: window };
  }
  if (status !== null && status !== 'active' && status !== 'enabled') {
    return {
      words: `The campaign does not run at present (status: ${status}).`,
      reason: 'not_enough_data',
      wait_days: week,
    };
  }
  if (clean.days.length < window || clean.idle + clean.missing <= mostIdleDays) return null;
  const off = clean.idle + clean.missing;
  const words = `The campaign was not running, or not counted, on ${off} of the ${window} compared days: before and after cannot be compared.`;
  return { words, reason: 'not_enough_data', wait_days: Math.max(1, off - mostIdleDays) };
}

/** True when the context says outright how things changed, so that its days need not show it. */
function saysItself({ metrics, segments, relevance, creatives, recurrence }: HealthFacts): boolean {
  const changes = [metrics.cpa, metrics.cpm, metrics.cpc, metrics.ctr, metrics.reach].some(
    (each) => each.change_pct !== null,
  );
  return (
    changes ||
    segments.length > 1 ||
    relevance !== null ||
    recurrence !== null ||
    creatives.some((each) => each.is_fatigued)
  );
}

function tooLittle(facts: HealthFacts): Fault | null {
  const { days } = facts.clean;
  const known = days.length;
  if (known === 0 && saysItself(facts)) return null;
  if (known === 0) {
    return { words: 'There are no figures of this campaign.', reason: 'not_enough_data', wait_days: window };
  }
  if (known > week && facts.previous !== null && facts.previous.days >= 5) return null;
  const words = `Only ${known} full ${known === 1 ? 'day is' : 'days are'} known. Two weeks are compared, so ${window - known} more ${window - known === 1 ? 'is' : 'are'} needed.`;
  return { words, reason: 'not_enough_data', wait_days: Math.max(1, window - known) };
}
