import { brokenTwins, type Criterion } from './broken-twins.ts';
import type { Judge, Judgeable } from './judge-recommendation.ts';

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
    for (const criterion of Object.keys(brokenTwins).filter((name): name is Criterion => name in brokenTwins)) {
      const broken = await judge({ context, recommendation: brokenTwins[criterion](recommendation) });
      pairs += 1;
      if (whole.status === 'degraded' || broken.status === 'degraded') silent += 1;
      else if (broken.scores[criterion] < whole.scores[criterion]) right += 1;
    }
  }
  return { pairs, right, silent, trusted: right > 0 && right >= enough * pairs };
}
