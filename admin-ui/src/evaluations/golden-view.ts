import { z } from 'zod';

const text = z.string().nullish().default(null);

/** A golden example as the screens need it; the context only where it is shown alone. */
export const goldenViewSchema = z
  .object({
    example_id: z.string(),
    campaign_id: z.string(),
    campaign_name: z.string(),
    human_decision: z.string(),
    human_reasoning: text,
    confidence: z.number(),
    outcome: z.record(z.string(), z.unknown()).nullish().default(null),
    decision_date: z.string(),
    decided_by: text,
    tags: z.array(z.string()).default([]),
    status: z.enum(['candidate', 'accepted', 'rejected']),
    self_confirmed: z.boolean().default(false),
    recommendation_id: text,
    reviewed_by_email: text,
    reviewed_at: text,
    context: z.unknown().optional(),
  })
  .transform((example) => ({ ...example, id: example.example_id }));
/** A golden example. */
export type GoldenView = z.output<typeof goldenViewSchema>;
