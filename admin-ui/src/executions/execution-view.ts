import { z } from 'zod';
import { changeSetViewSchema, changeViewSchema } from '../changes/change-view.ts';
import { outcomeViewSchema } from '../outcomes/outcome-view.ts';

const text = z.string().nullish().default(null);

const attemptSchema = z.object({
  attempt: z.number(),
  started_at: text,
  finished_at: text,
  error_code: text,
  error_message: text,
});

const stepRunSchema = z.object({
  step_run_id: text,
  step_id: z.string(),
  iteration: z.union([z.number(), z.string()]).nullish().default(null),
  phase: text,
  kind: text,
  action_id: text,
  summary: text,
  line: z.number().nullish().default(null),
  status: z.string(),
  error_code: text,
  error_message: text,
  attempts: z.number().default(0),
  attempt_log: z.array(attemptSchema).default([]),
  started_at: text,
  finished_at: text,
});
/** One step of an execution, with its attempts. */
export type StepRunView = z.infer<typeof stepRunSchema>;

const intentSchema = z.object({
  intent_id: z.string(),
  change: changeViewSchema,
  state: z.string(),
  armed_at: text,
  applied_at: text,
  verified_at: text,
  platform_request_id: text,
  last_error: text,
  currency: text,
  resolution: text,
});
/** One write on its way to the platform. */
export type IntentView = z.infer<typeof intentSchema>;

const executionChangeSetSchema = z.object({
  change_set_id: z.string(),
  step_id: z.string().default(''),
  action_id: text,
  plan_digest: text,
  grant_kind: text,
  approval_id: text,
  state: z.string().default(''),
  change_set: changeSetViewSchema,
  intents: z.array(intentSchema).nullish().default([]),
});
/** A change set of an execution with its writes. */
export type ExecutionChangeSet = z.infer<typeof executionChangeSetSchema>;

const receiptSchema = z.object({
  receipt_id: z.string(),
  change: changeViewSchema,
  inverse: z.unknown().optional(),
  settled_by: z.string().default(''),
  platform_request_id: text,
  applied_at: z.string(),
  undone_by_execution_id: text,
});
/** Proof that a change reached the platform. */
export type ReceiptView = z.infer<typeof receiptSchema>;

const relatedSchema = z.object({
  execution_id: z.string(),
  playbook_id: z.string(),
  status: z.string(),
  rerun_from_step: text,
  parent_step_id: text,
});

/** An execution as the screens need it. Lists leave the parts out. */
export const executionViewSchema = z
  .object({
    execution_id: z.string(),
    playbook_id: z.string().default(''),
    playbook_name: text,
    playbook_version: z.number().nullish().default(null),
    workflow_id: text,
    run_id: text,
    status: z.string(),
    mode: z.string().default('live'),
    entity_name: text,
    campaign_id: text,
    campaign_name: text,
    requested_by_email: text,
    current_step_id: text,
    error_code: text,
    error_message: text,
    inputs: z.record(z.string(), z.unknown()).default({}),
    undo_of: text,
    rerun_of: text,
    rerun_from_step: text,
    parent_execution_id: text,
    parent_step_id: text,
    reused_steps: z.array(z.string()).default([]),
    reruns: z.array(relatedSchema).default([]),
    children: z.array(relatedSchema).default([]),
    created_at: z.string().default(''),
    started_at: text,
    finished_at: text,
    temporal_url: text,
    outcomes: z.array(outcomeViewSchema).nullish().default([]),
    /** Null in lists, which leave it out; a run without steps has an empty one. */
    steps: z.array(stepRunSchema).nullish().default(null),
    approvals: z
      .array(
        z.object({
          approval_id: z.string(),
          status: z.string(),
          title: z.string().default(''),
          expires_at: z.string(),
        }),
      )
      .nullish()
      .default([]),
    change_sets: z.array(executionChangeSetSchema).nullish().default([]),
    receipts: z.array(receiptSchema).nullish().default([]),
  })
  .transform((execution) => ({ ...execution, id: execution.execution_id }));
/** An execution as the screens need it. */
export type ExecutionView = z.output<typeof executionViewSchema>;
