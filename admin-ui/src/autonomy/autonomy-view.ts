import { z } from 'zod';
import { autonomyGrantSchema, scenarioStandingSchema } from '../../../contracts/autonomy.ts';
import { agentSettingsSchema } from '../../../contracts/rollout.ts';

/** The rule and every scenario with its record. */
export const scenariosViewSchema = z.object({
  rule: z.record(z.string(), z.union([z.number(), z.string()])),
  data: z.array(scenarioStandingSchema),
});
/** A scenario with its record, what is missing, and whether it is on. */
export type ScenarioView = z.infer<typeof scenariosViewSchema>['data'][number];

/** Where the product may decide, or could, and how that ended. */
export const grantsViewSchema = z.object({ data: z.array(autonomyGrantSchema) });
/** A permission to decide without asking. */
export type GrantView = z.infer<typeof grantsViewSchema>['data'][number];

/** What would have been approved without asking. */
export const simulationViewSchema = z.object({
  days: z.number(),
  considered: z.number(),
  would_approve: z.number(),
  people_rejected: z.number(),
  made_worse: z.number(),
  data: z.array(
    z.object({
      recommendation_id: z.string(),
      campaign_name: z.string(),
      specific_action: z.string(),
      confidence: z.number(),
      generated_at: z.string(),
      human_decision: z.string().nullable(),
      improvement_pct: z.number().nullable(),
    }),
  ),
});
/** What would have been approved without asking. */
export type SimulationView = z.infer<typeof simulationViewSchema>;

/** What the tenant has set for the agent, and who set it last. */
export const settingsViewSchema = agentSettingsSchema.extend({
  updated_by_email: z.string().nullish().default(null),
  updated_at: z.string().nullish().default(null),
});
/** What the tenant has set for the agent. */
export type SettingsView = z.infer<typeof settingsViewSchema>;
