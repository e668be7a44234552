import type { HealthFacts } from '../features/health-facts.ts';
import { posteriorOf } from '../hypotheses/network.ts';
import { openCauses } from '../hypotheses/open-causes.ts';
import { ruleScores } from '../hypotheses/rule-signs.ts';
import type { Signs } from '../hypotheses/signs.ts';
import type { Weighing } from './weigh.ts';

/** Weighs the causes that the stated rules leave open, by the signs that are known. */
export function weighingOf(facts: HealthFacts, signs: Signs): Weighing {
  const scores = ruleScores(facts, signs);
  const strengths = Object.fromEntries(
    Object.values(signs).flatMap(({ name, strength }) => (strength === null ? [] : [[name, strength]])),
  );
  return { posterior: posteriorOf(strengths, openCauses(facts, signs, scores)), scores };
}
