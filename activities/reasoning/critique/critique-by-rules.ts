import type { CampaignContext } from '../../../contracts/reasoning/campaign-context.ts';
import type { CheckResult, Recommendation } from '../../../contracts/recommendation.ts';
import { reason } from '../reason.ts';
import { actionChecks } from './check-action.ts';
import { explanationChecks } from './check-explanation.ts';
import { guardrailChecks } from './check-guardrails.ts';

/**
 * Every check that needs no model, passed and failed alike: contradictions, evidence, numbers, guardrails, alternatives,
 * measurability. Whoever wrote the recommendation, it is held against what the engine makes of the same context.
 */
export function critiqueByRules(context: CampaignContext, recommendation: Recommendation): CheckResult[] {
  return [
    ...actionChecks(context, recommendation),
    ...guardrailChecks(context, recommendation),
    ...explanationChecks(context, recommendation, reason(context, { calibration: calmest })),
  ];
}

/** With this curve the engine is as sure as it can be, so that another account's calibration never looks like too much. */
const calmest = [{ raw: 0, calibrated: 1 }];
