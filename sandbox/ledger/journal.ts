import { z } from 'zod';
import { newCampaignSchema } from '../world/campaign-spec.ts';

const wireValueSchema = z.union([z.string(), z.number(), z.null()]);

/**
 * What happened in the sandbox and is no API mutation: a person’s edit, a campaign that a test added.
 * `after_seq` is the ledger’s last line at that moment, so that both files together give one order.
 */
export const journalEntrySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('person_edit'),
    after_seq: z.int(),
    at: z.string(),
    entity_id: z.string(),
    field: z.string(),
    before: wireValueSchema,
    after: wireValueSchema,
    actor_name: z.string(),
  }),
  z.object({ kind: z.literal('campaign'), after_seq: z.int(), at: z.string(), added: newCampaignSchema }),
]);
/** One line of the journal. */
export type JournalEntry = z.infer<typeof journalEntrySchema>;

/** A ledger’s `before` or `after` as a value of the wire; anything but text, number or null is not one. */
export function wireValueOf(value: unknown): string | number | null {
  return wireValueSchema.parse(value);
}
