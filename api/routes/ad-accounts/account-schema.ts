import { z } from 'zod';
import { noCurrency } from '../../../contracts/minor-units.ts';
import { platformSchema } from '../../../contracts/platform.ts';
import { moment } from '../../operation/paging.ts';

/** What a platform can do, as its adapter declares it; names and meanings stand in contracts/platform-capabilities.ts. */
const capabilitiesSchema = z.object({
  abilities: z.array(z.string()),
  names: z
    .object({ campaign: z.string(), ad_set: z.string().nullable(), ad: z.string().nullable() })
    .describe('what the platform calls them; null where it has no such level'),
  budget_owners: z.array(z.enum(['campaign', 'ad_set'])),
  daily_overspend_factor: z.number(),
  dry_run: z.boolean(),
  impression_share: z.boolean(),
  reach: z.boolean(),
  conversion_lag_days: z.int().describe('so long a conversion may still come in; so many days are read again'),
});

/** Why something went wrong, by the closed list of errors. */
export const failureSchema = z.object({ code: z.string(), message: z.string() });

/**
 * Whether the account can be reached: `not_connected` (no credential is kept), `unchecked` (one is kept, nothing was read with
 * it yet), `connected` (the last look at its campaigns worked), `refused` (the platform did not accept the credential).
 */
export const connectionSchema = z.object({
  state: z.enum(['not_connected', 'unchecked', 'connected', 'refused']),
  checked_at: moment.nullable(),
  error: failureSchema.nullable(),
});

/** An ad account. Its credential is never shown, not even sealed. */
export const adAccountSchema = z.object({
  id: z.uuid(),
  platform: platformSchema,
  platform_label: z.string(),
  external_id: z.string().describe('the platform’s id'),
  name: z.string(),
  currency: z.string().describe(`${noCurrency}, which is none, until the first sync has asked the platform`),
  timezone: z.string(),
  brand_id: z.uuid(),
  brand_name: z.string(),
  platform_settings: z.record(z.string(), z.string()),
  campaigns: z.int().describe('those that are not gone from the platform'),
  capabilities: capabilitiesSchema,
  connection: connectionSchema,
  synced_at: moment.nullable().describe('since when the stalest of its streams is in step; null while one never was'),
});

/** The query of a list that is too short for cursors. */
export const sliceFields = {
  limit: z.coerce.number().int().min(1).max(500).default(100).describe('how many at most'),
  offset: z.coerce.number().int().min(0).max(100_000).default(0).describe('how many to leave out'),
};

/** A slice of a list, with how many there are in all. */
export function sliceSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ data: z.array(item), total: z.int(), limit: z.int(), offset: z.int() });
}

/** The id in the path: ours, or the platform’s where only one account has it. */
export const accountPath = z.strictObject({ id: z.string().min(1).max(255).describe('our uuid, or external_id') });
