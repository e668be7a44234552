import { z } from 'zod';
import { currencySchema, minorUnitsSchema } from './money.ts';

/** Whose money a cap limits: everything of a tenant, a platform, an ad account, a campaign, or what one person or key asked for. */
export const capScopeSchema = z.enum(['tenant', 'platform', 'account', 'campaign', 'requester']);
/** Whose money a cap limits. */
export type CapScope = z.infer<typeof capScopeSchema>;

/**
 * What a cap counts over its rolling window. `moved`: the sum of |Δ| of daily money, up and down alike. `exposure`: the sum
 * of the raises, each counted as the most that the platform may spend on one day because of it.
 */
export const capMeasureSchema = z.enum(['moved', 'exposure']);
/** What a cap counts. */
export type CapMeasure = z.infer<typeof capMeasureSchema>;

/**
 * A cap. A tighter one holds at once; a wider one is `proposed` until a second person agrees, and then holds only after the
 * cooling-off time. `replaced` caps stay for the record.
 */
export const moneyCapSchema = z.object({
  cap_id: z.uuid(),
  scope: capScopeSchema,
  scope_id: z
    .string()
    .describe('empty for the tenant; else platform, external account id, campaign id or e-mail address'),
  measure: capMeasureSchema,
  window_hours: z.int().min(1).max(744),
  limit_minor: minorUnitsSchema.positive(),
  currency: currencySchema,
  state: z.enum(['proposed', 'cooling_off', 'active', 'replaced', 'rejected']),
  reason: z.string(),
  proposed_by_email: z.string(),
  proposed_at: z.iso.datetime(),
  decided_by_email: z.string().nullable(),
  effective_at: z.iso.datetime().nullable(),
});
/** A cap on money that may be moved or spent. */
export type MoneyCap = z.infer<typeof moneyCapSchema>;

/** How much of a cap is used now, by which executions and until when. */
export const capUseSchema = z.object({
  used_minor: z.int(),
  left_minor: z.int(),
  uses: z.array(
    z.object({
      intent_id: z.uuid(),
      execution_id: z.uuid(),
      playbook_id: z.string(),
      campaign_id: z.string(),
      requested_by_email: z.string(),
      state: z.string(),
      amount_minor: z.int(),
      counts_until: z.iso.datetime(),
    }),
  ),
});
/** The use of a cap. */
export type CapUse = z.infer<typeof capUseSchema>;
