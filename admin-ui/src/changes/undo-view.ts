import { z } from 'zod';

const text = z.string().nullish().default(null);
const value = z.union([z.number(), z.string(), z.null()]).default(null);

const head = {
  platform: z.string().default(''),
  campaign_id: z.string(),
  campaign_name: z.string().default(''),
  entity_type: z.string().default('campaign'),
  entity_id: z.string().default(''),
  entity_name: z.string().default(''),
  field: z.string(),
  currency: z.string().default('USD'),
  written: value,
};

const goesBackSchema = z.object({
  ...head,
  back_to: value,
  changes: z.number().default(1),
  last_known: z.object({ value, differs: z.boolean() }).nullish().default(null),
});
/** One field that would go back. */
export type GoesBackView = z.infer<typeof goesBackSchema>;

const staysSchema = z.object({
  ...head,
  reason: z.string(),
  explanation: z.string(),
  by: z.object({ email: text, playbook_id: text, execution_id: text, at: z.string() }).nullish().default(null),
});
/** One change that would stay, and why. */
export type StaysView = z.infer<typeof staysSchema>;

/** What taking a selection of changes back would do. */
export const undoPreviewViewSchema = z.object({
  title: z.string(),
  goes_back: z.array(goesBackSchema).default([]),
  stays: z.array(staysSchema).default([]),
  spent: z
    .array(
      z.object({
        campaign_id: z.string(),
        campaign_name: z.string().default(''),
        currency: z.string(),
        since_day: z.string(),
        known_until: text,
        spend_minor: z.number().nullish().default(null),
      }),
    )
    .default([]),
  spent_total: z.array(z.object({ currency: z.string(), spend_minor: z.number() })).default([]),
  note: z.string().default(''),
});
/** What taking a selection of changes back would do. */
export type UndoPreviewView = z.infer<typeof undoPreviewViewSchema>;
