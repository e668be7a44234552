import { z } from 'zod';
import { changeSchema, entityTypeSchema, writableFieldSchema } from './change-set.ts';

const moment = z.iso.datetime();
const value = changeSchema.shape.before;
const none = (each: unknown) => each === null || each === undefined;

const selectorShape = z.strictObject({
  receipt_id: z.uuid().nullish().describe('one change'),
  execution_id: z.uuid().nullish().describe('everything that one execution changed'),
  day: z.iso.date().nullish().describe('everything applied on this day of the account’s calendar'),
  playbook_id: z.string().min(1).max(255).nullish().describe('everything that a playbook (id or slug) changed'),
  approver: z.email().nullish().describe('everything that this person approved'),
  since: z.iso.datetime({ offset: true }).nullish().describe('from when on; with a playbook or an approver'),
});

/**
 * Which changes are taken back: exactly one of a change (by its receipt), an execution, a day in the calendar of each
 * account, and a playbook or an approver since a moment. Null is the same as left out, so that a playbook can hand over
 * inputs that nobody gave.
 */
export const undoSelectorSchema = selectorShape
  .refine(
    ({ since, ...whose }) => Object.values(whose).filter((each) => !none(each)).length === 1,
    'Give exactly one of receipt_id, execution_id, day, playbook_id and approver.',
  )
  .refine(
    ({ since, playbook_id, approver }) => none(since) === (none(playbook_id) && none(approver)),
    'A playbook or an approver needs since, and nothing else takes it.',
  );
/** Which changes are taken back, as it is written. */
export type UndoSelector = z.infer<typeof undoSelectorSchema>;

/** The same as one of five kinds. */
export type UndoSelection =
  | { readonly kind: 'change'; readonly receipt_id: string }
  | { readonly kind: 'execution'; readonly execution_id: string }
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'playbook'; readonly playbook_id: string; readonly since: string }
  | { readonly kind: 'approver'; readonly approver: string; readonly since: string };

/** Which of the five a selector is; null for one that names none or more, which the schema refuses. */
export function selectionOf(selector: UndoSelector): UndoSelection | null {
  const { receipt_id, execution_id, day, playbook_id, approver, since } = selector;
  const named: UndoSelection[] = [];
  if (receipt_id != null) named.push({ kind: 'change', receipt_id });
  if (execution_id != null) named.push({ kind: 'execution', execution_id });
  if (day != null) named.push({ kind: 'day', day });
  if (playbook_id != null && since != null) named.push({ kind: 'playbook', playbook_id, since });
  if (approver != null && since != null) named.push({ kind: 'approver', approver, since });
  return named.length === 1 ? (named[0] ?? null) : null;
}

/** Whether a selection reaches over the work of several people and runs: then somebody always has to agree. */
export function isWide(selection: UndoSelection): boolean {
  return selection.kind !== 'change' && selection.kind !== 'execution';
}

/** What a campaign has spent since a day of its account’s calendar, by our own figures. */
export const spentSinceSchema = z.object({
  currency: z.string(),
  since_day: z.iso.date().describe('the day of the change; all of it is counted'),
  known_until: z.iso.date().nullable().describe('the last day that we have figures of; null when there are none'),
  spend_minor: z.int().nullable().describe('minor units; null when nothing since that day is known yet'),
});
/** What was spent since a day. */
export type SpentSince = z.infer<typeof spentSinceSchema>;

const headSchema = z.object({
  platform: z.string(),
  account_id: z.string(),
  campaign_id: z.string(),
  campaign_name: z.string(),
  entity_type: entityTypeSchema,
  entity_id: z.string(),
  entity_name: z.string(),
  field: writableFieldSchema,
  currency: z.string().describe('of the account'),
  written: value.describe('what we wrote'),
  execution_id: z.uuid().describe('the newest execution that wrote it'),
  playbook_id: z.string(),
  applied_at: moment,
  receipt_ids: z.array(z.uuid()).min(1),
});

/** One field that goes back. */
export const goesBackSchema = headSchema.extend({
  back_to: value,
  changes: z.int().describe('how many changes of this field go back at once'),
  spent_since: spentSinceSchema,
  last_known: z
    .object({ value, differs: z.boolean().describe('somebody may have changed it since: reading live will tell') })
    .nullable()
    .describe('what the platform showed last: live where a plan has read it, else by our last sync'),
});
/** One field that goes back. */
export type GoesBack = z.infer<typeof goesBackSchema>;

/** Who changed a field after we did. `execution_id` and `playbook_id` are null when it was not us. */
export const changedByValuesSchema = z.object({
  execution_id: z.uuid().nullable(),
  playbook_id: z.string().nullable(),
  email: z.string().nullable().describe('who asked for it; on a platform the name that its history gives'),
  at: moment,
  value,
});
/** Who changed a field after we did. */
export type ChangedBy = z.infer<typeof changedByValuesSchema>;

/** One change that stays as it is, and why. */
export const staysSchema = headSchema.extend({
  reason: z.enum(['already_undone', 'changed_since', 'cancels_out', 'cannot_be_unmade', 'gone']),
  explanation: z.string(),
  live: value.describe('what is there instead, where that is known'),
  by: changedByValuesSchema.nullable(),
});
/** One change that stays as it is. */
export type Stays = z.infer<typeof staysSchema>;

/** What taking a selection of changes back would do. Money in minor units of the currency beside it. */
export const undoPreviewSchema = z.object({
  selector: selectorShape.describe('what was asked about'),
  title: z.string(),
  text: z.string(),
  goes_back: z.array(goesBackSchema),
  stays: z.array(staysSchema),
  spent: z
    .array(spentSinceSchema.extend({ campaign_id: z.string(), campaign_name: z.string() }))
    .describe('by campaign, since the first of its changes; this money is spent and does not come back'),
  spent_total: z.array(z.object({ currency: z.string(), spend_minor: z.int() })),
  live: z.boolean().describe('true when the platforms were asked, false when only our records were'),
  note: z.string(),
});
/** What taking a selection of changes back would do. */
export type UndoPreview = z.infer<typeof undoPreviewSchema>;
