import { z } from 'zod';

/** Somebody's change of the same campaign within the window, ours or a person's. */
export const otherChangeSchema = z.object({
  at: z.string(),
  field: z.string(),
  entity_id: z.string(),
  by: z.string().describe('a playbook, or the person whom the platform names'),
  ours: z.boolean(),
  execution_id: z.string().nullable(),
});
/** Somebody else's change. */
export type OtherChange = z.infer<typeof otherChangeSchema>;

/** What was seen when the window was over, before the platforms forget who changed what. */
export const lookSchema = z.object({
  at: z.string(),
  history: z.enum(['read', 'not_offered']).describe('whether the platform tells who changed what'),
  people: z.array(otherChangeSchema),
  left_alone: z.array(z.string()).describe('campaigns that nobody changed in the window'),
});
/** What was seen when the window was over. */
export type Look = z.infer<typeof lookSchema>;

/** The part of an outcome's evidence that is read again; the rest is for people. */
export const keptEvidenceSchema = z.object({
  planned: z
    .object({ applied_at: z.string(), conversion_lag_days: z.number(), by: z.string() })
    .nullish()
    .transform((planned) => planned ?? null),
  look: lookSchema.nullish().transform((look) => look ?? null),
});
/** What was kept of an outcome before it is measured. */
export type KeptEvidence = z.infer<typeof keptEvidenceSchema>;
