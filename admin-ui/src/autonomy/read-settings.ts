import { z } from 'zod';
import { type AgentSettings, agentSettingsSchema } from '../../../contracts/rollout.ts';

/** The settings of the agent as they stand in the fields of the form. */
export type SettingsDraft = { readonly [Name in keyof AgentSettings]: string };

/** The settings as texts for the form; several addresses with commas. */
export function draftOf(settings: AgentSettings): SettingsDraft {
  const { rollout_stage, beta_emails, notify_each, ...numbers } = settings;
  return {
    ...{ rollout_stage, beta_emails: beta_emails.join(', '), notify_each: String(notify_each) },
    manual_decision_minutes: String(numbers.manual_decision_minutes),
    judge_share_pct: String(numbers.judge_share_pct),
    recommendation_expires_hours: String(numbers.recommendation_expires_hours),
  };
}

const typedSchema = z.object({
  rollout_stage: agentSettingsSchema.shape.rollout_stage,
  beta_emails: z
    .string()
    .transform((text) => text.split(/[\s,;]+/).filter((email) => email !== ''))
    .pipe(agentSettingsSchema.shape.beta_emails),
  notify_each: z.enum(['true', 'false']).transform((text) => text === 'true'),
  manual_decision_minutes: z.coerce.number().pipe(agentSettingsSchema.shape.manual_decision_minutes),
  judge_share_pct: z.string().trim().min(1).pipe(z.coerce.number()).pipe(agentSettingsSchema.shape.judge_share_pct),
  recommendation_expires_hours: z.coerce.number().pipe(agentSettingsSchema.shape.recommendation_expires_hours),
});

/** What was typed, as settings; or the names of the fields that cannot be read. */
export function readSettings(draft: SettingsDraft): { settings: AgentSettings } | { wrong: readonly string[] } {
  const read = typedSchema.safeParse(draft);
  if (read.success) return { settings: read.data };
  return { wrong: [...new Set(read.error.issues.map(({ path }) => String(path[0])))] };
}
