import { z } from 'zod';
import { changeViewSchema } from './change-view.ts';

const text = z.string().nullish().default(null);
const valueSchema = z.union([z.number(), z.string(), z.null()]).default(null);

/** How a change stands, in the words that the server uses everywhere. */
const standingSchema = z.object({
  state: z.string(),
  steps_done: z.number(),
  word: z.string(),
  sentence: z.string(),
  meaning: z.enum(['under_way', 'done', 'not_done', 'needs_person', 'taken_back']),
});
/** How a change stands. */
export type StandingView = z.infer<typeof standingSchema>;

/** One change on its way to a platform or there, as the screens need it. A list leaves both views and the history out. */
export const changeRecordSchema = z
  .object({
    intent_id: z.string(),
    execution_id: z.string(),
    playbook_id: z.string().default(''),
    playbook_name: text,
    campaign_name: text,
    step_id: z.string().default(''),
    requested_by_email: z.string().default(''),
    approved_by: z.array(z.string()).default([]),
    approval_id: text,
    change: changeViewSchema,
    currency: text,
    state: z.string(),
    standing: standingSchema,
    reserved_at: z.string(),
    armed_at: text,
    applied_at: text,
    verified_at: text,
    platform_request_id: text,
    last_error: text,
    resolution: text,
    resolved_by_email: text,
    resolution_reason: text,
    resolved_at: text,
    receipt_id: text,
    undone_by_execution_id: text,
    meant: z.object({ before: valueSchema, after: valueSchema }).nullish().default(null),
    shown: z.object({ value: valueSchema, read_at: z.string() }).nullish().default(null),
    history: z.array(z.object({ state: z.string(), at: z.string(), reason: text })).default([]),
  })
  .transform((record) => ({ ...record, id: record.intent_id, currency: record.currency ?? 'USD' }));
/** One change on its way to a platform or there. */
export type ChangeRecord = z.output<typeof changeRecordSchema>;
