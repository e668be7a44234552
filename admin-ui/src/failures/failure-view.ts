import { z } from 'zod';

const text = z.string().nullish().default(null);

const attemptSchema = z.object({
  phase: z.string().default(''),
  iteration: z.string().default(''),
  attempt: z.number(),
  started_at: text,
  finished_at: text,
  error_code: text,
  error_message: text,
});

const failedExecutionSchema = z.object({
  execution_id: z.string(),
  state: z.enum(['failed', 'retrying']),
  campaign_id: text,
  workflow_id: z.string(),
  seen_at: z.string(),
  error_message: z.string().default(''),
  at_risk: z.boolean().default(false),
  temporal_url: text,
  temporal_command: z.string().default(''),
  attempts: z.array(attemptSchema).default([]),
});
/** One execution of a group with every attempt of the step that fails. */
export type FailedExecutionView = z.infer<typeof failedExecutionSchema>;

/** Failures of one cause as the screens need them; a list leaves the executions out. */
export const failureViewSchema = z
  .object({
    fingerprint: z.string(),
    playbook_id: z.string(),
    playbook_name: text,
    step_id: z.string(),
    error_code: z.string(),
    title: z.string(),
    likely_cause: z.string().default(''),
    next_action: z.string().default(''),
    runbook: text,
    last_error: z.string().default(''),
    count: z.number(),
    retrying: z.number().default(0),
    first_seen: z.string(),
    last_seen: z.string(),
    campaigns: z.array(z.string()).default([]),
    money_at_risk: z.array(z.object({ currency: z.string(), daily_budget_minor: z.number() })).default([]),
    assigned_to_email: text,
    note: text,
    resolved_at: text,
    last_execution_id: z.string(),
    temporal_url: text,
    executions: z.array(failedExecutionSchema).default([]),
  })
  .transform((failure) => ({ ...failure, id: failure.fingerprint }));
/** Failures of one cause. */
export type FailureView = z.output<typeof failureViewSchema>;
