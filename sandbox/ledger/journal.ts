import { z } from 'zod';
import { platformSchema } from '../../contracts/platform.ts';
import { newAudiencesSchema } from '../world/account-spec.ts';
import { newCampaignSchema } from '../world/campaign-spec.ts';

const wireValueSchema = z.union([z.string(), z.number(), z.null()]);

/** Something that a personality keeps besides the books: an uploaded image, a key that was used up, a task. */
export const shelfItemSchema = z.object({
  platform: platformSchema,
  account_id: z.string(),
  kind: z.string(),
  key: z.string(),
  value: z.json(),
});
/** Something on the shelf. */
export type ShelfItem = z.infer<typeof shelfItemSchema>;

const stamp = { after_seq: z.int(), at: z.string() };

/**
 * What happened in the sandbox and is no API mutation of the books: a person’s edit, a campaign or audience that a test
 * added, something put on the shelf. `after_seq` is the ledger’s last line at that moment, so that both files together
 * give one order.
 */
export const journalEntrySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('person_edit'),
    ...stamp,
    entity_id: z.string(),
    field: z.string(),
    before: wireValueSchema,
    after: wireValueSchema,
    actor_name: z.string(),
  }),
  z.object({ kind: z.literal('campaign'), ...stamp, added: newCampaignSchema }),
  z.object({ kind: z.literal('audiences'), ...stamp, added: newAudiencesSchema }),
  z.object({ kind: z.literal('shelf'), ...stamp, item: shelfItemSchema }),
]);
/** One line of the journal. */
export type JournalEntry = z.infer<typeof journalEntrySchema>;

/** A ledger’s `before` or `after` as a value of the books; anything but text, number or null is not one. */
export function wireValueOf(value: unknown): string | number | null {
  return wireValueSchema.parse(value);
}
