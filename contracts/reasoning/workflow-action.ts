import { z } from 'zod';

/**
 * The recommended action in the terms of its workflow: what a person reads and a script checks. Amounts are major units of
 * the account currency; `target_bid = round_half_up(current_bid × (1 ± change_pct / 100), 2)`.
 */
export const workflowActionSchema = z.discriminatedUnion('workflow', [
  z.object({
    workflow: z.literal('Bid Adjustment'),
    direction: z.enum(['increase', 'decrease']),
    change_pct: z.number().positive(),
    current_bid: z.number().positive().nullable(),
    target_bid: z.number().positive().nullable(),
    scope: z.enum(['campaign', 'ad_group', 'keyword']),
  }),
  z.object({
    workflow: z.literal('Creative Refresh'),
    creative_ids: z.array(z.string()).describe('to retire'),
    replacement_creative_ids: z.array(z.string()).describe('ready to be shown instead'),
    new_variants: z.int().nonnegative(),
    brief: z.string(),
    rotate_in: z.string(),
  }),
  z.object({
    workflow: z.literal('Audience Expansion'),
    mode: z.enum(['expand', 'refine']),
    add_segments: z.array(z.string()),
    lookalike_pct: z.number().nullable(),
    exclusions: z.array(z.string()),
  }),
  z.object({ workflow: z.literal('Campaign Pause'), campaign_id: z.string(), resume_when: z.string() }),
  z.object({
    workflow: z.literal('Budget Reallocation'),
    moves: z.array(z.object({ from: z.string(), to: z.string(), amount: z.number() })).describe('sums to zero'),
    current_daily_budget: z.number().nullable().default(null),
    target_daily_budget: z.number().nullable().default(null),
  }),
  z.object({
    workflow: z.literal('Continue Monitoring'),
    recheck_after_hours: z.int().positive(),
    trip_wires: z.array(z.string()),
  }),
]);
/** The recommended action in the terms of its workflow. */
export type WorkflowAction = z.infer<typeof workflowActionSchema>;
