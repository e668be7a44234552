import { z } from 'zod';

const text = z.string().nullish().default(null);

/** Two versions of a prompt side by side. */
export const promptExperimentSchema = z.object({
  ...{ prompt_experiment_id: z.string(), prompt_name: z.string(), version_a: z.string(), version_b: z.string() },
  share_b_pct: z.number(),
  status: z.enum(['running', 'stopped', 'promoted']),
  ...{ started_at: z.string(), started_by_email: text, ended_at: text, ended_by_email: text },
});
/** Two versions of a prompt side by side. */
export type PromptExperimentView = z.infer<typeof promptExperimentSchema>;

/** A prompt in the list, with what decides which version is used. */
export const promptSummarySchema = z.object({
  ...{ name: z.string(), latest: z.string(), versions: z.array(z.string()) },
  experiment: promptExperimentSchema.nullish().default(null),
});
/** A prompt in the list. */
export type PromptSummary = z.infer<typeof promptSummarySchema>;

const versionSchema = z.object({
  ...{ key: z.string(), version: z.string(), digest: z.string(), created: z.string(), author: z.string() },
  ...{ description: z.string(), changelog: z.array(z.string()).default([]), latest: z.boolean() },
  ...{ prompt: z.string(), question: z.string() },
  performance: z.object({
    ...{ calls: z.number(), cost_usd: z.number(), failed: z.number() },
    runs: z
      .array(
        z.object({
          ...{ run_type: z.string(), run_at: z.string(), total_examples: z.number(), passed_examples: z.number() },
        }),
      )
      .default([]),
  }),
});
/** A version of a prompt with its texts and how it did. */
export type PromptVersionView = z.infer<typeof versionSchema>;

/** A prompt with all its versions, oldest first. */
export const promptViewSchema = z.object({ name: z.string(), versions: z.array(versionSchema) });
