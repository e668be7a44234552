import { z } from 'zod';
import { approvalStatusSchema, eligiblePersonSchema } from '../../../contracts/approval.ts';
import { changeSetSchema, guardrailFactsSchema } from '../../../contracts/change-set.ts';
import type { Principal } from '../../../contracts/roles.ts';
import type { ApprovalRow, DecisionRow } from '../../../db/queries/approvals-list.ts';
import { ineligibility } from '../../decisions/eligibility.ts';
import { anyJson, moment } from '../../operation/paging.ts';

/** An approval as one caller sees it: `can_decide` and, if not, the code that a decision of theirs would get. */
export const approvalSchema = z.object({
  approval_id: z.uuid(),
  execution_id: z.uuid(),
  playbook_id: z.string(),
  playbook_version: z.int().nullable(),
  recommendation_id: z.uuid().nullable(),
  step_id: z.string(),
  iteration: z.string(),
  campaign_id: z.string().nullable(),
  campaign_name: z.string().nullable(),
  status: approvalStatusSchema,
  can_decide: z.boolean(),
  cannot_decide_code: z.string().nullable(),
  title: z.string(),
  action_id: z.string().nullable(),
  params: z.record(z.string(), anyJson),
  plan_digest: z.string(),
  change_set: changeSetSchema.nullable(),
  facts: guardrailFactsSchema.nullable(),
  evidence: anyJson,
  eligible: z.array(eligiblePersonSchema),
  quorum: z.int(),
  editable: z.array(z.string()),
  on_timeout: z.string(),
  undo_window_seconds: z.int(),
  undo_until: moment.nullable(),
  expires_at: moment,
  requested_by: z.uuid(),
  requested_by_email: z.string(),
  supersedes: z.uuid().nullable(),
  escalation_level: z.int().describe('how far the escalation chain has been asked; 0 is the first question'),
  frozen_at: moment.nullable().describe('set while a pause stops the clock of the deadline'),
  created_at: moment,
  decided_at: moment.nullable(),
});

/** One decision on an approval, counted or not. */
export const decisionSchema = z.object({
  decision_id: z.uuid(),
  decision: z.string(),
  plan_digest: z.string(),
  actor_user_id: z.uuid(),
  actor_email: z.string(),
  channel: z.string(),
  edits: z.record(z.string(), anyJson).nullable(),
  reason: z.string().nullable(),
  status: z.enum(['submitted', 'accepted', 'ignored']),
  ignored_code: z.string().nullable(),
  created_at: moment,
  settled_at: moment.nullable(),
});

/** A row as the caller sees it. Evidence is what the playbook chose to show, else the recommendation of the execution. */
export function toApproval(row: ApprovalRow, principal: Principal) {
  const { tenant_id, excluded_user_ids, workflow_id, recommendation, ...approval } = row;
  const code = ineligibility(row, principal);
  const cannot_decide_code = row.status === 'pending' ? code : 'DECISION_TOO_LATE';
  const evidence = approval.evidence ?? recommendation;
  return { ...approval, evidence, can_decide: cannot_decide_code === null, cannot_decide_code };
}

/** A decision as the API shows it. */
export function toDecision({ tenant_id, approval_id, ...decision }: DecisionRow) {
  return decision;
}

/** The id in the path. */
export const approvalPath = z.strictObject({ id: z.uuid().describe('approval_id') });
