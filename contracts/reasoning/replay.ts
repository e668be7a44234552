import { z } from 'zod';
import { jsonValueSchema } from '../json.ts';

/** What of a recommendation the rules alone decide, in the order in which a person reads it. */
export const replayedFields = [
  'root_cause',
  'hypotheses',
  'recommended_workflow',
  'action',
  'rules_confidence',
  'raw_confidence',
  'risk_level',
  'expected_effect',
  'alternatives',
  'guardrails',
  'abstention',
] as const;

/** One field as it was recommended and as the rules say it today. */
const replayedFieldSchema = z.object({
  field: z.enum(replayedFields),
  same: z.boolean(),
  recommended: jsonValueSchema,
  now: jsonValueSchema,
});
/** One field as it was recommended and as the rules say it today. */
export type ReplayedField = z.infer<typeof replayedFieldSchema>;

/**
 * What the rules of today make of the context that a recommendation was made on, beside what was recommended. No model was
 * asked: what models had objected then is no part of the rules, and `rules_confidence` is the confidence before it. A field
 * that was not kept then is left out.
 */
export const replaySchema = z.object({
  outcome: z.enum(['same', 'different']),
  rules_version: z.object({ recommended: z.string(), now: z.string() }),
  fields: z.array(replayedFieldSchema).describe('same or not, every field that was compared'),
  objections: z.int().nonnegative().describe('of models, which had lowered the confidence that was shown'),
});
/** What a replay found. */
export type Replay = z.infer<typeof replaySchema>;
