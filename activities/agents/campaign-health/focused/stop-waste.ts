import { toMajor } from '../../../../contracts/money.ts';
import { leverFor, moneyText, watch } from '../../../reasoning/index.ts';
import { costBounds } from './count-bounds.ts';
import { type Judge, type Judgement, observed } from './judgement.ts';

/** A campaign wastes money when a conversion costs more than so many times its target, beyond chance. */
const wastefulFactor = 1.5;

/** Causes for which the figures of today are no figures yet, or will mend by themselves. */
const passing: Readonly<Record<string, string>> = {
  conversion_lag: 'Conversions of these days are still arriving, so it is too early to call the money lost.',
  seasonality: 'Cost rises like this again and again at this time, and falls by itself.',
  insufficient_data: 'There is too little data to call the money lost.',
};

/**
 * Pauses a campaign whose money buys nothing: conversions that stopped while people go on clicking, or a week in which a
 * conversion cost more than 1.5 times the target even when chance is given every benefit. A protected campaign, one that
 * does not run, and conversions that are only late are left alone.
 */
export const judgeWaste: Judge = (look) => {
  const { diagnosis } = look;
  const lever = leverFor({ facts: look.facts, cause: 'tracking_break', confidence: diagnosis.confidence }, []);
  const wait = passing[diagnosis.cause];
  if (lever.action.kind !== 'pause') return { lever };
  if (diagnosis.cause === 'tracking_break') return { lever, expected_impact: savedWords(look) };
  const dear = dearConversions(look);
  if (dear === null) return { lever: watch(wait ?? 'What a conversion costs is close to its target.') };
  return wait !== undefined && diagnosis.cause !== 'insufficient_data' ? { lever: watch(wait) } : dear;
};

function dearConversions(look: Parameters<Judge>[0]): Judgement | null {
  const { metrics } = look;
  const { current, target_cpa, currency } = metrics;
  if (current === null || current.days < 7 || target_cpa === null || target_cpa <= 0) return null;
  const at_least = costBounds(current).low;
  if (!(at_least > target_cpa * wastefulFactor)) return null;
  const price = (amount: number) => moneyText(amount, currency);
  const count = current.conversions === 1 ? '1 conversion' : `${current.conversions} conversions`;
  const statement = `${price(current.spend)} bought ${count} in ${current.days} days: one costs ${price(at_least)} or more, and the target is ${price(target_cpa)}.`;
  const resume_when = 'landing page, offer and audience have been checked';
  const lever = leverFor({ facts: look.facts, cause: 'tracking_break', confidence: look.diagnosis.confidence }, []);
  return {
    lever: {
      ...lever,
      action: { kind: 'pause', campaign_id: metrics.campaign_id, resume_when },
      risk_factors: ['Conversions of these days that arrive late are not in the sum.'],
    },
    cause_words: 'money that buys too little',
    confidence: 0.85,
    confidence_reasoning: 'By chance alone the cost would be this high less than one time in twenty.',
    explanation: statement,
    evidence: [
      observed(metrics, { statement, metric: 'cpa', value: current.cpa, baseline: target_cpa, supports: true }),
      ...look.diagnosis.evidence,
    ],
    expected_impact: savedWords(look),
  };
}

function savedWords({ metrics, state }: Parameters<Judge>[0]): string {
  const { current, currency } = metrics;
  const daily =
    current === null ? toMajor(state.daily_budget_minor ?? 0, currency) : current.spend / Math.max(1, current.days);
  return `About ${moneyText(daily, currency)} a day are no longer spent.`;
}
