import type { ModelMessage } from './agent-state.ts';
import type { ApprovalRequest, DecideSignal, DecisionOutcome, WithdrawSignal } from './approval.ts';
import type { JsonObject, JsonValue } from './canonical-json.ts';
import type { ChangeSet, GuardrailFacts } from './change-set.ts';
import type { ExecutionInput } from './execution.ts';
import type { Guardrails } from './plan/index.ts';

/**
 * Where a call comes from. The idempotency key is `execution_id/step_id/iteration[/plan_attempt]`:
 * the same key is the same work, however often Temporal tries it.
 */
export type CallOrigin = {
  readonly tenant_id: string;
  readonly execution_id: string;
  readonly playbook_id: string;
  readonly step_id: string;
  /** Where the step stands in the YAML, for the timeline. */
  readonly line?: number;
  /** '' outside loops, else the path of loop indices such as '3' or '3.1'. */
  readonly iteration: string;
  readonly mode: ExecutionInput['mode'];
  readonly requested_by: ExecutionInput['requested_by'];
  readonly campaign_id: string | null;
  readonly idempotency_key: string;
};

/** What the interpreter may hand to an activity. Writes come twice: plan, then apply with the approval that covers it. */
export type ActionCall =
  | { readonly phase: 'run'; readonly origin: CallOrigin; readonly params: JsonObject }
  | {
      readonly phase: 'plan';
      readonly origin: CallOrigin;
      readonly params: JsonObject;
      /** Guardrail `exclude_last_days`: days at the end that conversion lag makes unreliable; facts leave them out. */
      readonly exclude_last_days?: number;
    }
  | {
      readonly phase: 'apply';
      readonly origin: CallOrigin;
      readonly params: JsonObject;
      readonly change_set: ChangeSet;
      readonly plan_digest: string;
      /** The guardrails of the playbook, checked once more under the ledger's lock; absent in calls of older executions. */
      readonly guardrails?: Guardrails;
      /** The approval that covers exactly this digest, or the policy that needed none. */
      readonly grant:
        | { readonly kind: 'approval'; readonly approval_id: string }
        | { readonly kind: 'policy'; readonly rule: string };
    };

/** What every action activity returns: the output, already validated against the definition. */
export type ActionAnswer = {
  readonly output: JsonValue;
  /** The messages to language models that it took; absent where it took none. */
  readonly messages?: readonly ModelMessage[];
};

/** Opens an approval: resolves and freezes who may decide, writes the row, tells people. Idempotent by approval_id. */
export type OpenApprovalCall = {
  readonly origin: CallOrigin;
  readonly approval_id: string;
  readonly title: string;
  readonly action_id: string | null;
  readonly params: JsonObject;
  readonly approvers: {
    readonly roles: readonly string[];
    readonly users: readonly string[];
    readonly groups?: readonly string[] | undefined;
    /** Rules over `person`, already bound: the workflow's scope they were written against, for the activity to evaluate. */
    readonly rule?: { readonly expression: string; readonly line: number; readonly scope: JsonObject } | null;
  };
  /** 0 for the first question; n when the n-th line of the escalation chain is asked besides those before. */
  readonly escalation_level?: number;
  readonly excluded_user_ids: readonly string[];
  readonly quorum: number;
  readonly editable: readonly string[];
  readonly expires_at_ms: number;
  readonly on_timeout: 'reject' | 'escalate' | 'cancel';
  readonly undo_window_seconds: number;
  /** Null for a gate of its own, which has no plan: the digest is then made over the title and the evidence. */
  readonly plan_digest: string | null;
  readonly change_set: ChangeSet | null;
  readonly facts: GuardrailFacts | null;
  readonly evidence: JsonValue;
  /** The approval this one replaces after drift or an edit. */
  readonly supersedes: string | null;
};

/** What opening an approval returns to the workflow. */
export type OpenApprovalAnswer = ApprovalRequest;

/** One message about an approval and what became of it. */
export type SettledDecision = {
  readonly signal: DecideSignal | WithdrawSignal;
  readonly outcome: DecisionOutcome;
};

/** Records how an approval ended, with every decision, counted or ignored. Idempotent by approval_id and status. */
export type SettleApprovalCall = {
  readonly origin: CallOrigin;
  readonly approval_id: string;
  readonly status: 'undo_window' | 'pending' | 'approved' | 'rejected' | 'expired' | 'cancelled' | 'superseded';
  readonly decisions: readonly SettledDecision[];
  readonly undo_until_ms: number | null;
  /** Set when a pause has stopped the approval's clock, or it goes on: nothing else is written then. */
  readonly clock?: { readonly expires_at_ms: number; readonly frozen_at_ms: number | null };
};

/** Opens a child execution: finds the deployed playbook, checks depth and inputs, writes its rows. Idempotent by execution_id. */
export type OpenChildCall = {
  readonly origin: CallOrigin;
  readonly playbook_id: string;
  readonly inputs: JsonObject;
  readonly depth: number;
  readonly excluded_user_ids: readonly string[];
};

/** The argument of the child's workflow, and the options it is started with. */
export type OpenChildAnswer = { readonly input: ExecutionInput; readonly workflow_id: string };

/** The one argument of `deliver_approval`. `message_key` is the dedupe key of the message that caused it. */
export type DeliverApprovalInput = {
  readonly tenant_id: string;
  readonly execution_id: string;
  readonly approval_id: string;
  /**
   * `asked`, `escalated:n`, `settled:<status>` or `clock`; for people who look, since only the present state is told.
   * `recommended` and `recommendation_decided` tell of a recommendation that nobody is asked about; `approval_id` is its id.
   */
  readonly moment: string;
  readonly message_key: string;
};

/** Names of the bookkeeping activities. Action activities are named by their action id. */
export const journalActivities = {
  openApproval: 'journal.open_approval',
  settleApproval: 'journal.settle_approval',
  openChild: 'journal.open_child',
} as const;
