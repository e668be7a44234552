import type { CheckResult, Recommendation } from '../../../../contracts/recommendation.ts';

/** What remains of the confidence after a reviewer’s objection of each kind. */
const remains: Readonly<Record<CheckResult['severity'], number>> = { CRITICAL: 0.8, major: 0.92, minor: 1 };
const remainsAfterDisagreement = 0.9;

/**
 * Takes confidence off for what a second voice said against a recommendation, and writes that down. It never raises it, and
 * touches neither the cause nor the action nor any amount: a model has a voice here, not a hand.
 */
export function lowered(
  recommendation: Recommendation,
  objections: { readonly issues: readonly CheckResult[]; readonly dissent: readonly string[] },
): Recommendation {
  const factor =
    objections.issues.reduce((left, issue) => left * remains[issue.severity], 1) *
    (objections.dissent.length > 0 ? remainsAfterDisagreement : 1);
  const dissent = [...recommendation.dissent, ...objections.dissent];
  if (factor === 1) return { ...recommendation, dissent };
  const confidence = Math.round(recommendation.confidence * factor * 1_000) / 1_000;
  const words = `A second model objected, which took ${Math.round((1 - factor) * 100)} % off the confidence.`;
  return {
    ...{ ...recommendation, dissent, confidence },
    rules_confidence: recommendation.rules_confidence ?? recommendation.confidence,
    confidence_reasoning: `${recommendation.confidence_reasoning} ${words}`.trim(),
  };
}
