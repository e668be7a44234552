import { brokenTwins, type Criterion } from './broken-twins.ts';
import type { Judgeable, Judgement } from './judge-recommendation.ts';

/** How a judge did on pairs of which it is known which one is worse, and in what. */
export type JudgeCheck = {
  readonly pairs: number;
  readonly right: number;
  /** Pairs on which the judge gave no opinion. */
  readonly silent: number;
  /** True when four of five pairs, and one at least, were told apart. */
  readonly trusted: boolean;
};

/** A recommendation that was broken in one known way, and the place of the sound one that it was made from. */
export type Twin = { readonly of: number; readonly criterion: Criterion; readonly judged: Judgeable };

const enough = 0.8;

/** Every sound recommendation, broken in every known way. */
export function twinsOf(sound: readonly Judgeable[]): readonly Twin[] {
  const ways = Object.keys(brokenTwins).filter((name): name is Criterion => name in brokenTwins);
  return sound.flatMap(({ context, recommendation }, of) =>
    ways.map((criterion) => ({
      ...{ of, criterion },
      judged: { context, recommendation: brokenTwins[criterion](recommendation) },
    })),
  );
}

/**
 * Tells from what a judge said of the sound ones, by their place, and of their twins, in their order, whether it told them
 * apart: the broken one must be lower in what was broken. What it did not say anything of is silence.
 */
export function checkJudge(
  twins: readonly Twin[],
  ofSound: readonly Judgement[],
  ofTwins: readonly Judgement[],
): JudgeCheck {
  let [right, silent] = [0, 0];
  for (const [place, { of, criterion }] of twins.entries()) {
    const [whole, broken] = [ofSound[of], ofTwins[place]];
    if (whole?.status !== 'judged' || broken?.status !== 'judged') silent += 1;
    else if (broken.scores[criterion] < whole.scores[criterion]) right += 1;
  }
  return { pairs: twins.length, right, silent, trusted: right > 0 && right >= enough * twins.length };
}
