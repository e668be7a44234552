import type { z } from 'zod';
import type { StepValues } from '../../../contracts/reasoning/step-values.ts';
import type { WorkflowAction } from '../../../contracts/reasoning/workflow-action.ts';
import type {
  Recommendation,
  RootCause,
  riskLevelSchema,
  successCriterionSchema,
  TypedAction,
  WorkflowType,
} from '../../../contracts/recommendation.ts';
import type { HealthFacts } from '../features/health-facts.ts';

/** A success criterion: what must have happened, and by when. */
export type SuccessCriterion = z.infer<typeof successCriterionSchema>;

/** What is pulled, why, and what it should bring. */
export type Lever = {
  readonly workflow: WorkflowType;
  /** What an executor does; `none` where the live state is not known or nobody but a person can do it. */
  readonly action: TypedAction;
  /** The same for a person when the executor has nothing to do; null otherwise, then it follows from `action`. */
  readonly advice: WorkflowAction | null;
  readonly expected_effect: Recommendation['expected_effect'];
  readonly risk_level: z.infer<typeof riskLevelSchema>;
  readonly risk_factors: readonly string[];
  readonly success_criteria: readonly SuccessCriterion[];
  /** What every step is worth, where the action has a size and what it is worth is known. */
  readonly step_values?: StepValues | null;
  /** Set when a cause would want an action that cannot be taken here. */
  readonly held_back: string | null;
};

/** What a lever is made from: the facts, the cause that calls for it, and how probable that is. */
export type Call = { readonly facts: HealthFacts; readonly cause: RootCause; readonly confidence: number };

/** After so many hours one looks again when nothing is done. */
export const recheckHours = 24;

/** Nothing is changed; `held_back` says so when a change was wanted but cannot be made. */
export function watch(held_back: string | null, hours: number = recheckHours): Lever {
  return {
    workflow: 'Continue Monitoring',
    action: { kind: 'none', recheck_after_hours: hours },
    ...{ advice: null, expected_effect: null, risk_level: 'low' },
    risk_factors: ['If the cause is a different one, a day is lost.'],
    success_criteria: [
      {
        metric: 'cpa',
        comparator: 'within_pct_of',
        value: 0,
        tolerance_pct: 10,
        within_days: Math.max(1, Math.round(hours / 24)),
        primary: true,
      },
    ],
    held_back,
  };
}

/** The amount is too small for a step. */
export const tooSmall = 'The amount is so small that a step of this size rounds to nothing.';
