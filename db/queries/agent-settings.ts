import { eq } from 'drizzle-orm';
import { type AgentSettings, type Reach, type RolloutStage, reachOf } from '../../contracts/rollout.ts';
import type { TenantTransaction } from '../connect.ts';
import { agentSettings, campaigns } from '../schema/index.ts';
import { currentTenant } from '../schema/tenant-table.ts';

/** What holds for a tenant that has never set anything. */
export const defaultAgentSettings: AgentSettings = {
  rollout_stage: 'full',
  beta_emails: [],
  manual_decision_minutes: 45,
  judge_share_pct: 100,
  notify_each: true,
  recommendation_expires_hours: 72,
};

/** What the tenant has set for the reasoning agent, with who changed it last; the defaults when nobody ever did. */
export async function readAgentSettings(
  tx: TenantTransaction,
): Promise<AgentSettings & { readonly updated_by_email: string | null; readonly updated_at: Date | null }> {
  const [row] = await tx.select().from(agentSettings).where(eq(agentSettings.tenant_id, currentTenant));
  if (row === undefined) return { ...defaultAgentSettings, updated_by_email: null, updated_at: null };
  const { tenant_id, ...settings } = row;
  return settings;
}

/** Changes what is named and leaves the rest as it is. */
export async function saveAgentSettings(
  tx: TenantTransaction,
  change: { readonly [Name in keyof AgentSettings]?: AgentSettings[Name] | undefined },
  updated_by_email: string,
): Promise<void> {
  const before = await readAgentSettings(tx);
  const set = {
    rollout_stage: change.rollout_stage ?? before.rollout_stage,
    beta_emails: [...(change.beta_emails ?? before.beta_emails)],
    manual_decision_minutes: change.manual_decision_minutes ?? before.manual_decision_minutes,
    judge_share_pct: change.judge_share_pct ?? before.judge_share_pct,
    notify_each: change.notify_each ?? before.notify_each,
    recommendation_expires_hours: change.recommendation_expires_hours ?? before.recommendation_expires_hours,
    ...{ updated_by_email, updated_at: new Date() },
  };
  await tx.insert(agentSettings).values(set).onConflictDoUpdate({ target: agentSettings.tenant_id, set });
}

/** How far the agent is let out for a campaign: its own stage, or else that of the tenant, and whom that reaches. */
export async function readReach(
  tx: TenantTransaction,
  campaign_id: string,
): Promise<{ readonly stage: RolloutStage; readonly reach: Reach }> {
  const { rollout_stage, beta_emails } = await readAgentSettings(tx);
  const [campaign] = await tx
    .select({ tenant_id: campaigns.tenant_id, rollout_stage: campaigns.rollout_stage })
    .from(campaigns)
    .where(eq(campaigns.campaign_id, campaign_id));
  const own = campaign?.rollout_stage ?? null;
  const stage = own ?? rollout_stage;
  const tenant_id = campaign?.tenant_id ?? '';
  // A campaign that somebody put on the limited stage by name is among the chosen ones.
  if (own === 'limited') return { stage, reach: { kind: 'everybody' } };
  return { stage, reach: reachOf(stage, { tenant_id, campaign_id, beta_emails }) };
}

/** Sets, or with null takes back, what a campaign has of its own. Only what is named changes; false when there is no such campaign. */
export async function setCampaignRollout(
  tx: TenantTransaction,
  campaign_id: string,
  own: {
    readonly rollout_stage?: RolloutStage | null;
    readonly autonomy?: 'shadow' | 'propose' | 'auto' | null;
  },
): Promise<boolean> {
  const changed = await tx
    .update(campaigns)
    .set({ ...own, updated_at: new Date() })
    .where(eq(campaigns.campaign_id, campaign_id))
    .returning({ id: campaigns.id });
  return changed.length > 0;
}
