import { termsOf } from './terms.ts';

/** What tells whether a passage answers a question. */
export type FitSigns = {
  /** Cosine of question and passage, or of the closest of their rephrasings. */
  readonly likeness: number;
  /** Share of the question’s words that stand in the passage, long words counting more, 0–1. */
  readonly coverage: number;
};

/** Which share of the question’s words, by their length, stands in the passage. Without any word it is 0. */
export function coverageOf(question: string, passage: string): number {
  const asked = [...new Set(termsOf(question))];
  const there = new Set(termsOf(passage));
  const weigh = (words: readonly string[]) => words.reduce((sum, word) => sum + Math.min(word.length, 8), 0);
  const all = weigh(asked);
  return all === 0 ? 0 : weigh(asked.filter((word) => there.has(word))) / all;
}

/** How the signs become a probability, by the space in which likeness was measured. */
export type FitModel = { readonly intercept: number; readonly likeness: number; readonly coverage: number };

/**
 * How well a passage fits a question, 0–1, comparable between questions: a logistic curve over both signs. Likeness counts
 * twice as much as words; the place of the middle and the slope were read off the tuning half of the labelled questions, half
 * way between those without an answer and those with one. Another model than the offline one measures likeness otherwise.
 */
export function fitOf({ likeness, coverage }: FitSigns, model: FitModel): number {
  const sum = model.intercept + model.likeness * likeness + model.coverage * coverage;
  return 1 / (1 + Math.exp(-sum));
}

/** Coefficients for the offline model. */
export const offlineFit: FitModel = { intercept: -5.2, likeness: 12, coverage: 6 };
/** For OpenAI’s third generation, whose cosines of answers lie lower and closer together; read off its published examples, not fitted here. */
export const openaiFit: FitModel = { intercept: -3.5, likeness: 9, coverage: 6 };
