import type { JudgeScores } from '../../contracts/evaluation-run.ts';

/** The mean of each criterion over several opinions; null without any. */
export function meanScores(all: readonly JudgeScores[]): JudgeScores | null {
  if (all.length === 0) return null;
  const mean = (pick: (scores: JudgeScores) => number) => all.reduce((sum, each) => sum + pick(each), 0) / all.length;
  return {
    logical_consistency: mean((each) => each.logical_consistency),
    evidence_support: mean((each) => each.evidence_support),
    alternative_consideration: mean((each) => each.alternative_consideration),
    clarity: mean((each) => each.clarity),
    overall_score: mean((each) => each.overall_score),
  };
}
