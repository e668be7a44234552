import { z } from 'zod';
import { recommendationViewSchema } from './recommendation-view.ts';

const text = z.string().nullish().default(null);

/** A recommendation as the list shows it, with the whole of it when the server sends it. */
export const recommendationRowSchema = z
  .object({
    recommendation_id: z.string().nullish(),
    id: z.string().nullish(),
    execution_id: text,
    approval_id: text,
    campaign_id: text,
    campaign_name: text,
    recommended_workflow: z.string().default(''),
    specific_action: z.string().default(''),
    root_cause: z.string().default(''),
    risk_level: text,
    confidence: z.number().nullish().default(null),
    status: text,
    human_decision: text,
    decided_by: text,
    generated_at: text,
    created_at: text,
    recommendation: recommendationViewSchema.nullish().catch(null),
  })
  .transform((row) => ({ ...row, id: row.recommendation_id ?? row.id ?? '', at: row.generated_at ?? row.created_at }));
/** A recommendation as the list shows it. */
export type RecommendationRow = z.output<typeof recommendationRowSchema>;
