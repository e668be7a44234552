import { z } from 'zod';
import type { ErrorCode } from '../errors/index.ts';
import { expressionSchema, templateSchema } from './expression.ts';
import { approvalPolicySchema } from './policies.ts';
import type { BusinessCalendar, Step } from './steps.ts';

const base = {
  id: z.string(),
  line: z.int().positive(),
  name: z.string().nullable(),
  condition: expressionSchema.nullable(),
};
const steps = z.lazy(() => z.array(stepSchema));

/** Schema of BusinessCalendar. */
export const businessCalendarSchema: z.ZodType<BusinessCalendar> = z.object({
  timezone: z.string(),
  days: z.array(z.int().min(1).max(7)).min(1),
  from_minute: z.int().min(0).max(1439),
  to_minute: z.int().min(1).max(1440),
  holidays: z.array(z.iso.date()),
});

/** Schema of Step. */
export const stepSchema: z.ZodType<Step> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({
      ...base,
      kind: z.literal('action'),
      action_id: z.string(),
      effect: z.enum(['read', 'propose', 'write', 'notify']),
      summary: z.string(),
      params: z.record(z.string(), templateSchema),
      output: z.string().nullable(),
      approval: approvalPolicySchema.nullable(),
      retry: z.object({
        max_attempts: z.int().positive(),
        initial_interval_seconds: z.number().positive(),
        backoff_coefficient: z.number().min(1),
        max_interval_seconds: z.number().positive(),
        non_retryable: z.array(z.custom<ErrorCode>((value) => typeof value === 'string')),
      }),
      timeout_seconds: z.number().positive(),
      heartbeat_seconds: z.number().positive().nullable(),
      on_error: z.enum(['fail', 'continue', 'compensate']),
    }),
    z.object({ ...base, kind: z.literal('approval'), approval: approvalPolicySchema, output: z.string().nullable() }),
    z.object({ ...base, kind: z.literal('parallel'), branches: z.array(steps), join: z.enum(['all', 'any']) }),
    z.object({
      ...base,
      kind: z.literal('switch'),
      cases: z.array(z.object({ when: expressionSchema, line: z.int().positive(), steps })),
      otherwise: steps,
    }),
    z.object({
      ...base,
      kind: z.literal('for_each'),
      items: expressionSchema,
      as: z.string(),
      max_parallel: z.int().positive(),
      on_item_error: z.enum(['fail', 'continue']),
      steps,
      output: z.string().nullable(),
    }),
    z.object({
      ...base,
      kind: z.literal('repeat'),
      while: expressionSchema.nullable(),
      until: expressionSchema.nullable(),
      as: z.string(),
      max_iterations: z.int().positive(),
      on_limit: z.enum(['fail', 'continue']),
      steps,
    }),
    z.object({
      ...base,
      kind: z.literal('try'),
      steps,
      catches: z.array(z.object({ when: expressionSchema.nullable(), line: z.int().positive(), steps })),
      finally: steps,
    }),
    z.object({
      ...base,
      kind: z.literal('playbook'),
      playbook_id: z.string(),
      inputs: z.record(z.string(), templateSchema),
      output: z.string().nullable(),
    }),
    z.object({ ...base, kind: z.literal('set'), values: z.record(z.string(), templateSchema) }),
    z.object({
      ...base,
      kind: z.literal('wait'),
      wait: z.discriminatedUnion('kind', [
        z.object({
          kind: z.literal('for'),
          seconds: z.number().positive(),
          calendar: businessCalendarSchema.nullable().optional(),
        }),
        z.object({
          kind: z.literal('business_days'),
          days: z.int().positive(),
          calendar: businessCalendarSchema,
        }),
        z.object({
          kind: z.literal('until'),
          until: expressionSchema,
          calendar: businessCalendarSchema.nullable().optional(),
        }),
        z.object({
          kind: z.literal('event'),
          event: z.string(),
          match: expressionSchema.nullable(),
          timeout_seconds: z.number().positive(),
          on_timeout: z.enum(['fail', 'continue']),
        }),
      ]),
      output: z.string().nullable().optional(),
    }),
    z.object({
      ...base,
      kind: z.literal('stop'),
      status: z.enum(['completed', 'failed', 'cancelled']),
      result: templateSchema.nullable(),
    }),
  ]),
);
