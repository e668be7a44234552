import type { Evidence } from '../../../../contracts/recommendation.ts';
import { leverFor, oldCreativeDays, significantPct, tiredFrequency, watch } from '../../../reasoning/index.ts';
import type { MetricsSummary } from '../collect/collected-metrics.ts';
import { type Judge, observed } from './judgement.ts';

/** A creative is shown at least so long, because its first days say little. */
const leastExposureDays = 7;
const tired = 0.5;

type Sign = { readonly weight: number; readonly present: boolean; readonly evidence: Evidence };

/**
 * Brings in the next spare creative for the oldest running one when the creatives are tired. The score of fatigue adds up
 * 0.3 for an age of more than 30 days, 0.4 for a falling click-through rate and 0.3 for more than 5 impressions per
 * person; above 0.5 is tired, so that any two suffice and none alone does. Its confidence is the score.
 */
export const judgeRotation: Judge = ({ metrics, diagnosis, state, facts }) => {
  const lever = leverFor({ facts, cause: 'creative_fatigue', confidence: diagnosis.confidence }, []);
  if (lever.action.kind !== 'rotate_creative') return { lever };
  const { current_creative_id } = lever.action;
  const age = metrics.creatives.find((each) => each.creative_id === current_creative_id)?.age_days ?? null;
  const signs = fatigueSigns(metrics, age);
  const score = Math.round(signs.reduce((sum, sign) => sum + (sign.present ? sign.weight : 0), 0) * 100) / 100;
  const held = heldBack(state.status, age, score);
  const present = signs.filter((sign) => sign.present).map((sign) => sign.evidence.statement);
  return {
    lever: held === null ? lever : watch(held),
    ...(score > tired ? { cause: 'creative_fatigue', confidence: score } : {}),
    confidence_reasoning: `The signs of fatigue add up to ${score} of 1; more than ${tired} counts as tired.`,
    explanation: present.length === 0 ? 'No sign of fatigue is there.' : present.join(' '),
    evidence: [...signs.map((sign) => sign.evidence), ...diagnosis.evidence],
  };
};

function heldBack(status: string, age: number | null, score: number): string | null {
  if (status !== 'active') return 'The campaign does not run at present.';
  if (!(score > tired)) return 'The creatives are not tired.';
  if (age !== null && age < leastExposureDays)
    return `The oldest running creative has been shown for ${age} days; it stays for at least ${leastExposureDays}.`;
  return null;
}

function fatigueSigns(metrics: MetricsSummary, age: number | null): readonly Sign[] {
  const ctr = metrics.change_pct.ctr;
  const frequency = metrics.current?.frequency ?? null;
  const sign = (weight: number, present: boolean, evidence: Omit<Parameters<typeof observed>[1], 'supports'>) => ({
    ...{ weight, present, evidence: observed(metrics, { ...evidence, supports: present }) },
  });
  return [
    sign(0.3, age !== null && age > oldCreativeDays, {
      statement: age === null ? 'How old the creative is, is not known.' : `The creative is ${age} days old.`,
      ...{ metric: 'creative_age_days', value: age, baseline: oldCreativeDays, source: 'creatives' },
    }),
    sign(0.4, ctr !== null && ctr < -significantPct, {
      statement:
        ctr === null
          ? 'How the click-through rate changed is not known.'
          : `The click-through rate ${ctr < 0 ? 'fell' : 'rose'} by ${Math.abs(ctr).toFixed(1)} %.`,
      ...{
        metric: 'ctr',
        value: metrics.current?.ctr ?? null,
        baseline: metrics.previous?.ctr ?? null,
        change_pct: ctr,
      },
    }),
    sign(0.3, frequency !== null && frequency > tiredFrequency, {
      statement:
        frequency === null
          ? 'How often a person sees the ads is not known.'
          : `A person saw the ads ${frequency.toFixed(1)} times.`,
      ...{ metric: 'frequency', value: frequency, baseline: tiredFrequency, change_pct: metrics.change_pct.frequency },
    }),
  ];
}
