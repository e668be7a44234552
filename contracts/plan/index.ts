import { z } from 'zod';
import { platformSchema } from '../platform.ts';
import { conditionTreeSchema } from './expression.ts';
import {
  approvalPolicySchema,
  concurrencySchema,
  eventTriggerSchema,
  guardrailsSchema,
  inputSchema,
  outcomePromiseSchema,
  scheduleSchema,
} from './policies.ts';
import { stepSchema } from './step-schema.ts';

/** What one execution is about. */
export const scopeSchema = z.enum(['campaign', 'account', 'brand', 'audience', 'lead', 'none']);

/**
 * A compiled playbook: plain JSON that travels by value into the workflow, so editing the YAML never touches a running execution.
 * Its digest is the sha256 of its canonical JSON.
 */
export const planSchema = z.object({
  plan_version: z.literal(1),
  playbook_id: z.string().describe('also the Temporal workflow type'),
  name: z.string(),
  description: z.string().nullable(),
  owner: z.string().nullable(),
  labels: z.record(z.string(), z.string()),
  scope: scopeSchema,
  /** The platforms that it is written for; absent: whichever the campaign runs on. */
  platforms: z.array(platformSchema).optional(),
  inputs: z.record(z.string(), inputSchema),
  when: conditionTreeSchema.nullable(),
  schedule: scheduleSchema.nullable(),
  on: z.array(eventTriggerSchema).optional(),
  steps: z.array(stepSchema),
  guardrails: guardrailsSchema,
  /** The policy for write steps that name none of their own. */
  approval: approvalPolicySchema,
  concurrency: concurrencySchema,
  outcome: outcomePromiseSchema.nullable(),
  /** Run when the execution fails, with `error` {code, message, step_id, details} in scope; the execution still fails. */
  on_failure: z.array(stepSchema).optional(),
  timeout_seconds: z.int().positive(),
});
/** A compiled playbook. */
export type Plan = z.infer<typeof planSchema>;

export * from './expression.ts';
export * from './policies.ts';
export * from './step-schema.ts';
export * from './steps.ts';
