import { z } from 'zod';

/** What a playbook does about one change. */
export const backtestOutcomeSchema = z.enum(['asks', 'applies', 'forbidden', 'not_evaluable', 'shadow', 'step_gone']);

const verdict = z.object({ outcome: backtestOutcomeSchema, because: z.string() });
const sums = z.record(backtestOutcomeSchema, z.number()).describe('money moved, major units, by outcome');

/** A changed playbook played over what was: when it would have started, and what it would have done about past changes. */
export const backtestSchema = z.object({
  playbook_id: z.string(),
  since: z.iso.datetime(),
  until: z.iso.datetime(),
  /** The deployed version it is compared with; null when the playbook is new. */
  against_version: z.int().nullable(),
  triggers: z.object({
    campaigns: z.int(),
    moments: z.int().describe('one a day'),
    before: z.int().describe('times the deployed version would have started'),
    after: z.int().describe('times this one would have started'),
    added: z.array(z.object({ campaign_id: z.string(), at: z.iso.datetime() })).describe('at most 200'),
    removed: z.array(z.object({ campaign_id: z.string(), at: z.iso.datetime() })).describe('at most 200'),
  }),
  changes: z.array(
    z.object({
      execution_id: z.uuid(),
      step_id: z.string(),
      campaign_id: z.string().nullable(),
      at: z.iso.datetime(),
      total_change: z.number().describe('daily money, major units'),
      currency: z.string(),
      person: z.enum(['approved', 'rejected']).nullable(),
      before: verdict,
      after: verdict,
    }),
  ),
  money: z.array(z.object({ currency: z.string(), before: sums, after: sums })),
  /** Of the changes people decided: how often the playbook alone would have done what they did. Asking is neither. */
  agreement: z.object({
    decided: z.int(),
    before: z.object({ agrees: z.int(), disagrees: z.int(), asks: z.int() }),
    after: z.object({ agrees: z.int(), disagrees: z.int(), asks: z.int() }),
  }),
  /** What this back-test cannot know, in plain sentences. */
  limits: z.array(z.string()),
});
/** A changed playbook played over what was. */
export type Backtest = z.infer<typeof backtestSchema>;
