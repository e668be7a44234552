import { z } from 'zod';
import { changeSchema, intentStateSchema, receiptSchema } from './change-set.ts';
import type { ChangeMeaning, ChangeStanding } from './change-state.ts';

const moment = z.iso.datetime();
const valueSchema = changeSchema.shape.before;

/** What a person says about a write whose outcome nobody could tell: it was applied, it was not, or it was not and shall be made again. */
export const resolutionSchema = z.enum(['confirm_applied', 'confirm_not_applied', 'retry']);
/** What a person says about such a write. */
export type Resolution = z.infer<typeof resolutionSchema>;

const meanings = ['under_way', 'done', 'not_done', 'needs_person', 'taken_back'] as const satisfies ChangeMeaning[];

/** How a change stands, in the words of `stateOfChange`. */
export const changeStandingSchema = z.object({
  state: intentStateSchema,
  order: z.int(),
  steps_done: z.int().describe('how many of the four states it has come to'),
  word: z.string(),
  sentence: z.string(),
  meaning: z.enum(meanings),
}) satisfies z.ZodType<ChangeStanding>;

/** One write to a platform, from its reservation to its proof: what was meant, what the platform showed, how it stands. */
export const writeIntentSchema = z.object({
  intent_id: z.uuid(),
  change_set_id: z.uuid(),
  execution_id: z.uuid(),
  playbook_id: z.string(),
  playbook_name: z.string().nullable(),
  campaign_name: z.string().nullable(),
  step_id: z.string(),
  action_id: z.string(),
  requested_by_email: z.string(),
  approval_id: z.uuid().nullable(),
  approved_by: z.array(z.string()).describe('whose yes counted, in the order of their decisions'),
  receipt_id: z.uuid().nullable(),
  undone_by_execution_id: z.uuid().nullable(),
  change: changeSchema,
  state: intentStateSchema,
  standing: changeStandingSchema,
  fence: z.int().describe('how often it was armed'),
  reserved_at: moment,
  armed_at: moment.nullable(),
  applied_at: moment.nullable(),
  verified_at: moment.nullable(),
  platform_request_id: z.string().nullable(),
  last_error: z.string().nullable(),
  currency: z.string().nullable(),
  moved_minor: z.int(),
  exposure_minor: z.int(),
  live_value: valueSchema.describe('what the platform showed when nobody could tell any more'),
  live_read_at: moment.nullable(),
  resolution: z.enum(['confirmed_applied', 'confirmed_not_applied']).nullable(),
  resolved_by_email: z.string().nullable(),
  resolution_reason: z.string().nullable(),
  resolved_at: moment.nullable(),
});
/** One write to a platform. */
export type WriteIntentView = z.infer<typeof writeIntentSchema>;

/** One state that a write came to, and why where there is something to say. */
export const intentStepSchema = z.object({ state: intentStateSchema, at: moment, reason: z.string().nullable() });

/** A write with both views side by side and the way it came. */
export const writeIntentDetailSchema = writeIntentSchema.extend({
  meant: z.object({ before: valueSchema, after: valueSchema }),
  shown: z.object({ value: valueSchema, read_at: moment }).nullable(),
  history: z.array(intentStepSchema),
  receipt: receiptSchema.nullable(),
});
