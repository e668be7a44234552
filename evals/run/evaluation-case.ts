import type { GoldenExample } from '../../contracts/golden-example.ts';
import type { CampaignContext } from '../../contracts/reasoning/campaign-context.ts';
import type { Recommendation, RootCause, TypedAction, WorkflowType } from '../../contracts/recommendation.ts';
import type { GeneratedCase } from '../generated/generated-case.ts';

/** A case as the runner takes it: what is seen, and what is right. */
export type EvaluationCase = {
  readonly example_id: string;
  readonly kind: string;
  readonly context: CampaignContext;
  readonly expected: WorkflowType;
  /** Causes that count as right; empty where only the decision is known. */
  readonly causes: readonly RootCause[];
  readonly abstention_is_right: boolean;
  /** A case that only passes when the confidence is below this. */
  readonly below_confidence: number | null;
  /** A case that only passes when the confidence is this at least. */
  readonly from_confidence: number | null;
  /** Decisions that are right besides the expected one, when the confidence is low. */
  readonly also: readonly WorkflowType[];
  readonly money: {
    readonly best_action: string;
    readonly best_value: number;
    readonly scale: number;
    readonly value_of: (action: TypedAction) => number;
  } | null;
};

/** The tag, and the kind, of cases in which a person only agreed with the agent: weak evidence of what is right. */
export const selfConfirmed = 'self_confirmed';

/** What looks at a context and answers; `cost_usd` is what its models cost. */
export type Engine = (
  context: CampaignContext,
) => Recommendation | Promise<Recommendation & { readonly cost_usd?: number }>;

const workflowOf = {
  set_bid: 'Bid Adjustment',
  set_daily_budget: 'Budget Reallocation',
  reallocate_budget: 'Budget Reallocation',
  rotate_creative: 'Creative Refresh',
  change_audiences: 'Audience Expansion',
  pause: 'Campaign Pause',
  resume: 'Continue Monitoring',
  none: 'Continue Monitoring',
} as const satisfies Record<TypedAction['kind'], WorkflowType>;

/** A generated case for the runner: right is the workflow of the action that earns most. */
export function ofGenerated({ case_id, kind, context, truth, value_of }: GeneratedCase): EvaluationCase {
  const { best, horizon_spend, accepted_causes, abstention_is_right } = truth;
  return {
    ...{
      example_id: case_id,
      kind,
      context,
      abstention_is_right,
      below_confidence: null,
      from_confidence: null,
      also: [],
    },
    expected: abstention_is_right ? 'Continue Monitoring' : workflowOf[best.action.kind],
    causes: accepted_causes,
    money: { best_action: best.label, best_value: best.value, scale: horizon_spend, value_of },
  };
}

/**
 * A golden case for the runner: right is what the person decided. Where that was to approve what the agent itself had
 * proposed, the case is of a kind of its own, so that it is reported apart and carries no gate.
 */
export function ofGolden(
  example: GoldenExample,
  more: {
    readonly also?: readonly WorkflowType[];
    readonly below_confidence?: number | null;
    readonly from_confidence?: number | null;
  } = {},
): EvaluationCase {
  return {
    ...{ example_id: example.example_id, context: example.context, expected: example.human_decision },
    kind: example.tags.includes(selfConfirmed) ? selfConfirmed : 'golden',
    causes: example.cause === null ? [] : [example.cause],
    abstention_is_right: example.human_decision === 'Continue Monitoring',
    ...{ below_confidence: more.below_confidence ?? null, from_confidence: more.from_confidence ?? null },
    ...{ also: more.also ?? [], money: null },
  };
}
