import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { audienceChoiceSchema, audienceSignsSchema, expansionProposalSchema } from './expansion-proposal.ts';

/**
 * Says which audience a worn-out campaign should be aimed at besides those it has, or that the platform may go beyond them;
 * or why neither. Decides by rule alone and changes nothing.
 */
export const proposeExpansion = defineAction({
  agent: 'AudienceAgent',
  action: 'propose_expansion',
  effect: 'read',
  summary: 'Proposes whom to reach besides when the audience of a campaign is worn out.',
  params: z.object({
    audiences: audienceChoiceSchema,
    signs: audienceSignsSchema,
    min_saturation_pct: z.number().min(0).max(100).default(60).describe('from this share reached on, percent'),
    min_frequency_change_pct: z.number().min(0).default(10).describe('and from this rise of the frequency on, percent'),
    min_audience_size: z.int().min(0).default(1_000).describe('a smaller audience would not be felt'),
  }),
  output: expansionProposalSchema,
});
