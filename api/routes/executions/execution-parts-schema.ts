import { z } from 'zod';
import { approvalStatusSchema } from '../../../contracts/approval.ts';
import { changeSchema, changeSetSchema, intentStateSchema } from '../../../contracts/change-set.ts';
import { executionStatusSchema, stepStatusSchema } from '../../../contracts/execution.ts';
import { anyJson, moment } from '../../operation/paging.ts';

const stepSchema = z.object({
  step_run_id: z.uuid(),
  execution_id: z.uuid(),
  step_id: z.string(),
  iteration: z.string(),
  phase: z.string(),
  kind: z.string(),
  action_id: z.string().nullable(),
  summary: z.string().nullable(),
  line: z.int().nullable(),
  status: stepStatusSchema,
  output: anyJson,
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
  attempts: z.int(),
  started_at: moment.nullable(),
  finished_at: moment.nullable(),
  attempt_log: z.array(
    z.object({
      attempt: z.int(),
      started_at: moment,
      finished_at: moment.nullable(),
      error_code: z.string().nullable(),
      error_message: z.string().nullable(),
      error_details: z.record(z.string(), anyJson).nullable(),
      temporal_url: z.string().nullable().describe('the very event in the Temporal UI, where the attempt failed'),
    }),
  ),
});

const intentSchema = z.object({
  intent_id: z.uuid(),
  change_set_id: z.uuid(),
  campaign_id: z.string(),
  change: changeSchema,
  state: intentStateSchema,
  fence: z.int(),
  armed_at: moment.nullable(),
  applied_at: moment.nullable(),
  verified_at: moment.nullable(),
  platform_request_id: z.string().nullable(),
  last_error: z.string().nullable(),
  currency: z.string().nullable(),
  moved_minor: z.int(),
  exposure_minor: z.int(),
  fx_rate: z.number().nullable(),
  reserved_at: moment,
  live_value: changeSchema.shape.before,
  live_read_at: moment.nullable(),
  resolution: z.string().nullable(),
  resolved_by_email: z.string().nullable(),
  resolution_reason: z.string().nullable(),
  resolved_at: moment.nullable(),
});

const relatedSchema = z.object({
  execution_id: z.uuid(),
  playbook_id: z.string(),
  status: executionStatusSchema,
  created_at: moment,
});

/** What an execution did: steps with every attempt, approvals, change sets with each write, receipts, outcomes. */
export const executionPartsSchema = z.object({
  outputs: z.record(z.string(), anyJson).nullable(),
  context: z.record(z.string(), anyJson),
  steps: z.array(stepSchema),
  approvals: z.array(
    z.object({
      approval_id: z.uuid(),
      step_id: z.string(),
      title: z.string(),
      status: approvalStatusSchema,
      expires_at: moment,
      decided_at: moment.nullable(),
    }),
  ),
  change_sets: z.array(
    z.object({
      change_set_id: z.uuid(),
      execution_id: z.uuid(),
      step_id: z.string(),
      iteration: z.string(),
      action_id: z.string(),
      params: z.record(z.string(), anyJson),
      plan_digest: z.string(),
      change_set: changeSetSchema,
      grant_kind: z.string(),
      approval_id: z.uuid().nullable(),
      state: z.string(),
      created_at: moment,
      intents: z.array(intentSchema),
    }),
  ),
  receipts: z.array(
    z.object({
      receipt_id: z.uuid(),
      intent_id: z.uuid(),
      change_set_id: z.uuid(),
      execution_id: z.uuid(),
      campaign_id: z.string(),
      change: changeSchema,
      inverse: changeSchema,
      settled_by: z.string(),
      platform_request_id: z.string().nullable(),
      applied_at: moment,
      undone_by_execution_id: z.uuid().nullable(),
    }),
  ),
  outcomes: z.array(
    z.object({
      outcome_id: z.uuid(),
      recommendation_id: z.uuid().nullable(),
      execution_id: z.uuid(),
      campaign_id: z.string(),
      metric: z.string(),
      direction: z.string(),
      window_seconds: z.int(),
      measure_at: moment,
      status: z.string(),
      before: z.number().nullable(),
      after: z.number().nullable(),
      effect_pct: z.number().nullable(),
      low_pct: z.number().nullable(),
      high_pct: z.number().nullable(),
      verdict: z.string().nullable(),
      method: z.string().nullable(),
      measured_at: moment.nullable(),
    }),
  ),
  recommendation_id: z.uuid().nullable(),
  reused_steps: z.array(z.string()).describe('step_id/round of what an earlier execution did for this one'),
  reruns: z.array(relatedSchema.extend({ rerun_from_step: z.string().nullable() })),
  children: z.array(relatedSchema.extend({ parent_step_id: z.string().nullable() })),
  _links: z.record(z.string(), z.string()),
});
