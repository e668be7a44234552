import type { z } from 'zod';
import { ledgerEntrySchema } from '../../contracts/ad-platform.ts';
import { createdEntitySchema } from '../world/created-entity.ts';

/**
 * One line of the ledger as it stands on the disk: what everybody may read, and for a creation what was made, so that a single
 * append makes the thing and tells of it.
 */
export const ledgerLineSchema = ledgerEntrySchema.extend({ created: createdEntitySchema.optional() });
/** One line of the ledger on the disk. */
export type LedgerLine = z.infer<typeof ledgerLineSchema>;
