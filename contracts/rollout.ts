import { z } from 'zod';

/** How far the reasoning agent is let out. */
export const rolloutStageSchema = z.enum(['shadow', 'internal_beta', 'limited', 'full']);
/** How far the reasoning agent is let out. */
export type RolloutStage = z.infer<typeof rolloutStageSchema>;

/** The part of the campaigns that the limited stage reaches, percent. */
export const limitedSharePct = 25;

/** Who sees a recommendation for a campaign at a stage, and who is told of it. */
export type Reach =
  /** Made and stored, shown and told to nobody. */
  | { readonly kind: 'nobody' }
  | { readonly kind: 'only'; readonly emails: readonly string[] }
  | { readonly kind: 'everybody' };

/**
 * Who is reached at a stage. The campaigns of the limited stage are chosen by a hash of tenant and campaign: the same ones
 * every time, a quarter of them over many.
 */
export function reachOf(
  stage: RolloutStage,
  facts: { readonly tenant_id: string; readonly campaign_id: string; readonly beta_emails: readonly string[] },
): Reach {
  switch (stage) {
    case 'shadow':
      return { kind: 'nobody' };
    case 'internal_beta':
      return facts.beta_emails.length === 0 ? { kind: 'nobody' } : { kind: 'only', emails: facts.beta_emails };
    case 'limited':
      return isChosen(facts) ? { kind: 'everybody' } : { kind: 'nobody' };
    case 'full':
      return { kind: 'everybody' };
  }
}

/** Whether a campaign is among the quarter of the limited stage. */
export function isChosen({ tenant_id, campaign_id }: { readonly tenant_id: string; readonly campaign_id: string }) {
  return bucketOf(`${tenant_id}/${campaign_id}`) < limitedSharePct;
}

/** 0–99 by FNV-1a (32 bits) with a final mix, so that ids that differ in their last digit fall apart. */
function bucketOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % 100;
}

/** What a tenant has set for the reasoning agent. */
export const agentSettingsSchema = z.object({
  rollout_stage: rolloutStageSchema,
  beta_emails: z.array(z.email().max(255)).max(20),
  manual_decision_minutes: z.int().min(1).max(10_000).describe('how long such a decision took by hand'),
  judge_share_pct: z.int().min(0).max(100),
  notify_each: z
    .boolean()
    .describe('one message for each recommendation that changes nothing; else only the digest tells of them'),
  recommendation_expires_hours: z
    .int()
    .min(1)
    .max(24 * 30),
});
/** What a tenant has set for the reasoning agent. */
export type AgentSettings = z.infer<typeof agentSettingsSchema>;
