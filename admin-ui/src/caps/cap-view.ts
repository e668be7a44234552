import { z } from 'zod';

const text = z.string().nullish().default(null);

const capUseSchema = z.object({
  intent_id: z.string(),
  execution_id: z.string(),
  playbook_id: z.string().default(''),
  campaign_id: z.string().default(''),
  requested_by_email: z.string().default(''),
  state: z.string().default(''),
  amount_minor: z.number(),
  counts_until: z.string(),
});
/** One write that counts under a cap, and until when. */
export type CapUseEntry = z.infer<typeof capUseSchema>;

/** A cap on money as the screens need it; `use` is null where it does not hold now. */
export const capViewSchema = z
  .object({
    cap_id: z.string(),
    scope: z.enum(['tenant', 'platform', 'account', 'campaign', 'requester']),
    scope_id: z.string().default(''),
    measure: z.enum(['moved', 'exposure']),
    window_hours: z.number(),
    limit_minor: z.number(),
    currency: z.string(),
    state: z.enum(['proposed', 'cooling_off', 'active', 'replaced', 'rejected']),
    reason: z.string().default(''),
    proposed_by_email: z.string(),
    proposed_at: z.string(),
    decided_by_email: text,
    effective_at: text,
    replaces: text,
    use: z
      .object({ used_minor: z.number(), left_minor: z.number(), uses: z.array(capUseSchema).default([]) })
      .nullish()
      .default(null),
  })
  .transform((cap) => ({ ...cap, id: cap.cap_id }));
/** A cap on money. */
export type CapView = z.output<typeof capViewSchema>;

/** Whose money a cap limits. */
export type CapScope = CapView['scope'];

/** Exchange rates into the currency that caps are added up in. */
export const ratesViewSchema = z.object({
  base_currency: z.string(),
  data: z.array(
    z.object({
      currency: z.string(),
      as_of: z.string(),
      rate: z.number(),
      source: z.string().default(''),
      entered_by_email: z.string().default(''),
    }),
  ),
});
/** Exchange rates into the currency that caps are added up in. */
export type RatesView = z.infer<typeof ratesViewSchema>;
