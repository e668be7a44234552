import { z } from 'zod';
import { jsonValueSchema } from './json.ts';
import { roleSchema } from './roles.ts';

/** How an approval stands. `undo_window` means decided yes, but still revocable. */
export const approvalStatusSchema = z.enum([
  'pending',
  'undo_window',
  'approved',
  'rejected',
  'expired',
  'cancelled',
  'superseded',
]);
/** How an approval stands. */
export type ApprovalStatus = z.infer<typeof approvalStatusSchema>;

/** Why a marketer said no: one keystroke each. */
export const rejectReasonSchema = z.enum([
  'wrong_diagnosis',
  'wrong_action',
  'wrong_amount',
  'bad_timing',
  'not_enough_evidence',
  'other',
]);

/** A person who may decide, frozen when the approval was asked. */
export const eligiblePersonSchema = z.object({ user_id: z.uuid(), email: z.string(), roles: z.array(roleSchema) });
/** A person who may decide. */
export type EligiblePerson = z.infer<typeof eligiblePersonSchema>;

/** What the workflow waits for; the reducer needs no more than this. */
export type ApprovalRequest = {
  readonly approval_id: string;
  readonly plan_digest: string;
  readonly eligible: readonly EligiblePerson[];
  /** People who asked for it; a decision of theirs is refused as self-approval. */
  readonly excluded_user_ids: readonly string[];
  readonly quorum: number;
  readonly editable: readonly string[];
  /** Milliseconds since the epoch. */
  readonly expires_at_ms: number;
};

/** The Temporal signal `decide`. The same decision may arrive many times, late, or for an older plan. */
export const decideSignalSchema = z.object({
  decision_id: z.uuid(),
  approval_id: z.uuid(),
  plan_digest: z.string(),
  decision: z.enum(['approve', 'reject']),
  actor: z.object({ user_id: z.uuid(), email: z.string() }),
  /** New values of editable parameters; only with approve. */
  edits: z.record(z.string(), jsonValueSchema).nullable(),
  reason: z.string().nullable(),
});
/** The signal `decide`. */
export type DecideSignal = z.infer<typeof decideSignalSchema>;

/** The Temporal signal `withdraw_decision`: the decider takes the yes back inside the undo window. */
export type WithdrawSignal = {
  readonly decision_id: string;
  readonly approval_id: string;
  readonly actor: { readonly user_id: string; readonly email: string };
};

/** What became of one decision; `ignored` ones say why with a code of the closed list. */
export type DecisionOutcome =
  | {
      readonly decision_id: string;
      readonly accepted: true;
      readonly decision: 'approve' | 'reject' | 'edit' | 'withdraw';
    }
  | { readonly decision_id: string; readonly accepted: false; readonly code: IgnoredDecisionCode };

/** Why a decision was not counted. */
export type IgnoredDecisionCode =
  | 'APPROVAL_NOT_FOUND'
  | 'DECISION_STALE'
  | 'DECISION_TOO_LATE'
  | 'DECISION_SELF_APPROVAL'
  | 'DECISION_NOT_ELIGIBLE'
  | 'DECISION_REPEATED'
  | 'DECISION_EDIT_INVALID'
  | 'DECISION_UNDO_WINDOW_CLOSED';

/**
 * The Temporal signal `delegate`: somebody who may decide lets another person decide in their stead. `to` is resolved and
 * checked by the service that sends it; the workflow refuses excluded people and senders who may not decide.
 */
export type DelegateSignal = {
  readonly delegation_id: string;
  readonly approval_id: string;
  readonly from: { readonly user_id: string; readonly email: string };
  readonly to: EligiblePerson;
  readonly reason: string | null;
};

/** Names of the signals and the query, so that no text stands twice. */
export const approvalMessages = {
  decide: 'decide',
  withdraw: 'withdraw_decision',
  delegate: 'delegate',
  outcomes: 'decision_outcomes',
} as const;
