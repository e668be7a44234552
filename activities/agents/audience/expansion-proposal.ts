import { z } from 'zod';
import { evidenceSchema, riskLevelSchema } from '../../../contracts/recommendation.ts';

/** The audiences of an account and what they are to a campaign, as `AdPlatformAgent.list_audiences` gives them. */
export const audienceChoiceSchema = z.object({
  campaign_id: z.string(),
  audience_expansion: z.enum(['on', 'off']).nullable(),
  can_expand: z.boolean(),
  can_include: z.boolean(),
  audiences: z.array(
    z.object({
      audience_id: z.string(),
      name: z.string(),
      kind: z.enum(['custom', 'lookalike', 'saved', 'other']),
      size: z.int().nullable(),
      ready: z.boolean(),
      included: z.boolean(),
      excluded: z.boolean(),
    }),
  ),
});
/** The audiences that a campaign could be aimed at. */
export type AudienceChoice = z.infer<typeof audienceChoiceSchema>;

/** What the week says of the audience; null for what is not known. */
export const audienceSignsSchema = z.object({
  audience_saturation_pct: z.number().nullable(),
  frequency: z.number().nullable(),
  frequency_change_pct: z.number().nullable(),
  cpm_change_pct: z.number().nullable(),
});
/** What the week says of the audience. */
export type AudienceSigns = z.infer<typeof audienceSignsSchema>;

/** Which people to reach besides, or why none. `audience_ids` is null unless audiences are to be added. */
export const expansionProposalSchema = z.object({
  kind: z.enum(['expand_audience', 'switch_on_expansion', 'none']),
  audience_ids: z.array(z.string()).min(1).nullable(),
  specific_action: z.string(),
  reasoning: z.string(),
  expected_impact: z.string(),
  risk_level: riskLevelSchema,
  risk_factors: z.array(z.string()),
  evidence: z.array(evidenceSchema),
});
/** Which people to reach besides, or why none. */
export type ExpansionProposal = z.infer<typeof expansionProposalSchema>;
