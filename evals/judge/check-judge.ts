import type { Recommendation } from '../../contracts/recommendation.ts';
import type { criteria, Judge, Judgeable } from './judge-recommendation.ts';

type Criterion = (typeof criteria)[number];

/** Breaks a sound recommendation in one known way: the label that a judge is held against. */
const breaks: Readonly<Record<Criterion, (sound: Recommendation) => Recommendation>> = {
  logical_consistency: (sound) => ({
    ...sound,
    reasoning: `Nothing at all has changed in this campaign. ${sound.reasoning} Therefore the opposite of what the analysis says is true.`,
    specific_action: 'Do the reverse of what the analysis calls for.',
  }),
  evidence_support: (sound) => ({
    ...sound,
    evidence: [],
    signal_analysis: 'It is simply felt.',
    reasoning: 'Everybody knows that this is so; CPA certainly rose by 412 % on Mars.',
  }),
  alternative_consideration: (sound) => ({ ...sound, alternative_actions: [] }),
  clarity: (sound) => ({
    ...sound,
    reasoning: sound.reasoning.split(' ').toReversed().join(' '),
    signal_analysis: sound.signal_analysis.split(' ').toReversed().join(' '),
    expected_impact: sound.expected_impact.split(' ').toReversed().join(' '),
  }),
};

/** How a judge did on pairs of which it is known which one is worse, and in what. */
export type JudgeCheck = {
  readonly pairs: number;
  readonly right: number;
  /** Pairs on which the judge gave no opinion. */
  readonly silent: number;
  /** True when four of five pairs, and one at least, were told apart. */
  readonly trusted: boolean;
};

const enough = 0.8;

/** Lets a judge score sound recommendations and their broken twins; the broken one must be lower in what was broken. */
export async function checkJudge(judge: Judge, sound: readonly Judgeable[]): Promise<JudgeCheck> {
  let [pairs, right, silent] = [0, 0, 0];
  for (const { context, recommendation } of sound) {
    const whole = await judge({ context, recommendation });
    for (const criterion of Object.keys(breaks).filter((name): name is Criterion => name in breaks)) {
      const broken = await judge({ context, recommendation: breaks[criterion](recommendation) });
      pairs += 1;
      if (whole.status === 'degraded' || broken.status === 'degraded') silent += 1;
      else if (broken.scores[criterion] < whole.scores[criterion]) right += 1;
    }
  }
  return { pairs, right, silent, trusted: right > 0 && right >= enough * pairs };
}
