import type { CampaignContext } from '../../../contracts/reasoning/campaign-context.ts';
import { type CheckResult, type Recommendation, recommendationSchema } from '../../../contracts/recommendation.ts';
import { validConfidence } from '../thresholds.ts';
import { checked } from './check.ts';
import { critiqueByRules } from './critique-by-rules.ts';

/** Checks of the guardrails; all others explain. */
const guardrails: ReadonlySet<string> = new Set([
  ...[
    'within_limits',
    'not_in_learning',
    'not_frozen',
    'not_protected',
    'cooled_down',
    'no_experiment',
    'amounts_current',
  ],
]);

/** The verdict of the last stage: passed when nothing critical or major failed. What fails is kept with its reasons. */
export type Validation = { readonly passed: boolean; readonly checks: CheckResult[] };

/**
 * The last stage: schema (VAL-1), confidence of 0.6 (VAL-2), guardrails (VAL-3), explainability (VAL-4). Nothing is lost by
 * failing (VAL-5): the recommendation goes on with the reasons, for a person only.
 */
export function validate(context: CampaignContext, recommendation: Recommendation): Validation {
  const parsed = recommendationSchema.safeParse(recommendation);
  const schema = checked('VAL-1 schema', parsed.success, 'CRITICAL', [
    `The recommendation has not the agreed shape: ${parsed.error?.issues
      .slice(0, 3)
      .map((issue) => `${issue.path.join('.')}: ${issue.message}`)
      .join('; ')}.`,
    'Make it anew by rule.',
  ]);
  if (!parsed.success) return { passed: false, checks: [schema] };
  const rules = critiqueByRules(context, parsed.data).map((check) => ({
    ...check,
    check: `${guardrails.has(check.check) ? 'VAL-3' : 'VAL-4'} ${check.check}`,
  }));
  const sure = checked('VAL-2 confidence', parsed.data.confidence >= validConfidence, 'major', [
    'Low confidence, human judgement needed.',
    'Show the action as a suggestion beside watching.',
  ]);
  const checks = [schema, sure, ...rules];
  return { passed: checks.every((check) => check.passed || check.severity === 'minor'), checks };
}
