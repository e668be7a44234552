import { z } from 'zod';
import { currencySchema, minorUnitsSchema } from './money.ts';

/** Which kind of thing on an ad platform a change touches. */
export const entityTypeSchema = z.enum(['campaign', 'ad_set', 'ad', 'creative']);

/**
 * The fields that can be written. Money fields are integer minor units; all others are texts, in the forms that
 * `entityStateSchema` gives. `content_digest` makes a creative: from nothing to the digest of its content.
 */
export const writableFieldSchema = z.enum([
  'daily_budget_minor',
  'lifetime_budget_minor',
  'bid_amount_minor',
  'status',
  'creative_id',
  'starts_at',
  'ends_at',
  'included_audience_ids',
  'excluded_audience_ids',
  'audience_expansion',
  'content_digest',
]);

/**
 * What a creative is made of. The image is one that lies under an address of the customer's; the platform fetches or gets it. How
 * long its texts may be is each platform’s own; these bounds only keep a plan small.
 */
export const creativeContentSchema = z.strictObject({
  name: z.string().min(1).max(200),
  headline: z.string().min(1).max(300),
  body: z.string().min(1).max(3_000),
  link_url: z.url(),
  image_url: z.url().nullable(),
  image_sha256: z
    .exactOptional(z.string().regex(/^[0-9a-f]{64}$/))
    .describe('of the image as it was planned, hexadecimal; another one under the same address is not uploaded'),
  call_to_action: z.enum(['learn_more', 'shop_now', 'sign_up', 'book_now', 'contact_us']).nullable(),
});
/** What a creative is made of. */
export type CreativeContent = z.infer<typeof creativeContentSchema>;

const fieldValueSchema = z.union([z.int(), z.string(), z.null()]);

/** One field of one entity, from what it is to what it shall be. Always absolute, never a delta. */
export const changeSchema = z.object({
  platform: z.string(),
  account_id: z.string().describe('the platform’s id of the ad account'),
  campaign_id: z.string().describe('the campaign that the entity belongs to (the platform’s id, as everywhere)'),
  entity_type: entityTypeSchema,
  entity_id: z.string().describe('the platform’s id of the entity'),
  entity_name: z.string(),
  field: writableFieldSchema,
  before: fieldValueSchema,
  after: fieldValueSchema,
  change_pct: z.number().nullable().describe('relative change of a number in percent; null for texts or from zero'),
  money_moved_minor: z
    .int()
    .nonnegative()
    .describe('|Δ| of daily money that this change moves, minor units; the whole |Δ| of a lifetime budget'),
  currency: z
    .exactOptional(currencySchema)
    .describe('of its amounts, where the set is over accounts that count in several; else they are in that of the set'),
  content: z
    .exactOptional(creativeContentSchema)
    .describe('what a new creative is made from; what is shown is what is made'),
});
/** One planned change of one field. */
export type Change = z.infer<typeof changeSchema>;

/** A typed set of changes: what a write action plans, a person approves and the platform gets. */
export const changeSetSchema = z.object({
  changes: z.array(changeSchema).min(1),
  currency: currencySchema,
  total_change_minor: minorUnitsSchema.describe('sum of money_moved_minor'),
  max_change_pct: z.number().describe('largest |change_pct|; 0 when no number changes'),
  change_count: z.int(),
});
/** A set of changes. */
export type ChangeSet = z.infer<typeof changeSetSchema>;

/**
 * Facts that guardrails need and only the live world knows, read while planning.
 * A fact that could not be read is null; a guardrail that needs it then blocks.
 */
export const guardrailFactsSchema = z.object({
  budget_change_pct_window: z
    .number()
    .nullable()
    .describe('cumulative budget change of the campaign over 24 h with this plan, percent'),
  bid_change_pct_window: z.number().nullable().describe('the same for bids'),
  total_change_window_minor: z
    .int()
    .nullable()
    .describe('money moved on the account over 24 h with this plan, minor units'),
  changes_today: z.int().nullable().describe('changes applied to the campaign today, this plan included'),
  hours_since_last_change: z.number().nullable().describe('null when there never was one'),
  spend_minor: z.int().nullable().describe('spend of the last 7 full days before the excluded days'),
  conversions: z.number().nullable().describe('conversions of the same days'),
  in_learning: z.boolean().nullable().describe('the platform reports a learning phase'),
  autonomy_earned: z
    .boolean()
    .nullable()
    .optional()
    .describe('the record of four weeks allows acting without asking; absent or null means not earned'),
});
/** Facts for guardrails. */
export type GuardrailFacts = z.infer<typeof guardrailFactsSchema>;

/** What the plan phase of a write action returns. */
export const plannedChangeSchema = z.object({
  change_set: changeSetSchema,
  plan_digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('sha256 over the canonical JSON of the change set, the action id and the params'),
  facts: guardrailFactsSchema,
  /** False when the live state already is what was asked for: nothing to approve or apply. */
  changes_anything: z.boolean(),
});
/** A planned change with its digest and facts. */
export type PlannedChange = z.infer<typeof plannedChangeSchema>;

/** The states of one write, shown everywhere from this one list. */
export const intentStateSchema = z.enum(['intended', 'armed', 'applied', 'verified', 'not_applied', 'needs_human']);
/** The state of one write. */
export type IntentState = z.infer<typeof intentStateSchema>;

/** Proof that one change reached the platform. */
export const receiptSchema = z.object({
  receipt_id: z.uuid(),
  change: changeSchema,
  state: intentStateSchema,
  /** How we know: the platform answered, reading back settled a lost answer, or a person looked and said so. */
  settled_by: z.enum(['answer_and_read_back', 'read_back_only', 'person']),
  platform_request_id: z.string().nullable(),
  applied_at: z.iso.datetime(),
});
/** Proof of one applied change. */
export type Receipt = z.infer<typeof receiptSchema>;

/** What became of one change of a set. `code` and `reason` say why it was not applied; null when it was. */
export const changeResultSchema = z.object({
  index: z.int().min(0).describe('position in change_set.changes'),
  intent_id: z.uuid(),
  entity_id: z.string(),
  field: writableFieldSchema,
  state: intentStateSchema,
  code: z.string().nullable(),
  reason: z.string().nullable(),
});
/** What became of one change of a set. */
export type ChangeResult = z.infer<typeof changeResultSchema>;

/** Output of every write action: what later steps of a playbook may read. */
export const appliedChangeSchema = z.object({
  applied: z.boolean().describe('false when there was nothing to change, or in shadow and dry runs'),
  change_set: changeSetSchema.nullable(),
  change_set_id: z.uuid().nullable(),
  receipts: z.array(receiptSchema),
  items: z.exactOptional(z.array(changeResultSchema)).describe('one result for each change that was to be made'),
});
/** What a write action returns. */
export type AppliedChange = z.infer<typeof appliedChangeSchema>;
