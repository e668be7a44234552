import { and, eq, isNull, or, sql } from 'drizzle-orm';
import {
  autonomyRule,
  type Scenario,
  type UnmetCondition,
  unmetByCase,
  unmetByRecord,
} from '../../contracts/autonomy.ts';
import { recordAt } from '../../contracts/autonomy-record.ts';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { editDistancePct } from '../../contracts/edit-distance.ts';
import { riskLevelSchema } from '../../contracts/recommendation.ts';
import type { TenantTransaction } from '../connect.ts';
import { autonomyGrants, campaigns, executions, playbookVersions, recommendations } from '../schema/index.ts';
import { readReach } from './agent-settings.ts';
import { caseOf, readLedger } from './autonomy.ts';

/** What the rule of autonomy says of the recommendation of an execution. */
export type AutonomyVerdict = {
  readonly recommendation_id: string;
  readonly grant_id: string;
  readonly granted_by_email: string;
  /** Conditions that do not hold; none means that it may be approved without asking. */
  readonly unmet: readonly UnmetCondition[];
};

/**
 * Judges whether the recommendation behind an execution may be approved without asking: a person's grant that still holds
 * covers it, the record of four weeks holds now, and so does every condition on this very recommendation. The playbook's
 * and the campaign's own `autonomy` are ceilings, and what is to be done must be exactly what was recommended. Null when
 * there is no recommendation or no grant: then people are asked.
 */
export async function judgeAutonomy(
  tx: TenantTransaction,
  asked: { readonly execution_id: string; readonly params: JsonObject; readonly now: Date },
): Promise<AutonomyVerdict | null> {
  const found = await readCase(tx, asked.execution_id);
  if (found === null) return null;
  const { row, playbook_id, campaign } = found;
  const risk_level = riskLevelSchema.safeParse(row.risk_level).data;
  if (risk_level === undefined) return null;
  const scenario = { playbook_id, workflow_type: row.recommended_workflow, risk_level };
  const grant = await findGrant(tx, { ...scenario, ad_account_id: campaign.ad_account_id });
  if (grant === null) return null;
  const since = new Date(asked.now.getTime() - autonomyRule.window_days * 86_400_000);
  const entries = await readLedger(tx, { since, of: scenario });
  const record = recordAt(entries, { ...scenario, ad_account_id: grant.ad_account_id }, asked.now);
  const unmet: UnmetCondition[] = [
    ...unmetByRecord(record),
    ...unmetByCase(caseOf(row)),
    ...(row.mode === 'shadow' ? [needs('rollout_stage', row.mode, 'not in shadow')] : []),
    ...(await switchedOff(tx, found)),
    ...(editDistancePct(row.action, asked.params) === 0 ? [] : [needs('validation', null, 'what was recommended')]),
  ];
  const { grant_id, granted_by_email } = grant;
  return { recommendation_id: row.id, grant_id, granted_by_email, unmet };
}

/**
 * Whether what people can switch off is still on for the recommendation of an execution: the grant, the stage and the autonomy
 * of the campaign. Asked when a change that was approved without asking is about to be made, which may be long after.
 */
export async function isAutonomyOn(tx: TenantTransaction, execution_id: string): Promise<boolean> {
  const found = await readCase(tx, execution_id);
  const risk_level = riskLevelSchema.safeParse(found?.row.risk_level).data;
  if (found === null || risk_level === undefined) return false;
  const { row, playbook_id, campaign } = found;
  const scenario = { playbook_id, workflow_type: row.recommended_workflow, risk_level };
  const grant = await findGrant(tx, { ...scenario, ad_account_id: campaign.ad_account_id });
  return grant !== null && (await switchedOff(tx, found)).length === 0;
}

/** The grant that covers a scenario on an account: its own before one for every account. */
async function findGrant(
  tx: TenantTransaction,
  scenario: Omit<Scenario, 'workflow_type'> & { readonly workflow_type: string },
) {
  const { playbook_id, workflow_type, risk_level, ad_account_id } = scenario;
  const [grant] = await tx
    .select()
    .from(autonomyGrants)
    .where(
      and(
        ...[isNull(autonomyGrants.ended_at), eq(autonomyGrants.playbook_id, playbook_id)],
        ...[eq(autonomyGrants.workflow_type, workflow_type), eq(autonomyGrants.risk_level, risk_level)],
        or(
          isNull(autonomyGrants.ad_account_id),
          ad_account_id === null ? undefined : eq(autonomyGrants.ad_account_id, ad_account_id),
        ),
      ),
    )
    .orderBy(sql`${autonomyGrants.ad_account_id} is null`)
    .limit(1);
  return grant ?? null;
}

type Case = NonNullable<Awaited<ReturnType<typeof readCase>>>;

/** What people have set so that they are asked: the stage, the author's ceiling, the campaign's own autonomy. */
async function switchedOff(tx: TenantTransaction, { row, ceiling, campaign }: Case): Promise<UnmetCondition[]> {
  const { stage } = await readReach(tx, row.campaign_id);
  return [
    ...(stage === 'full' ? [] : [needs('rollout_stage', stage, 'full')]),
    ...(ceiling === 'auto' ? [] : [needs('playbook_autonomy', ceiling, 'auto')]),
    ...((campaign.autonomy ?? 'auto') === 'auto' ? [] : [needs('campaign_autonomy', campaign.autonomy, 'auto')]),
  ];
}

/** The recommendation of a live execution. What a person runs again rests on that person's choices, so people decide. */
async function readCase(tx: TenantTransaction, execution_id: string) {
  const [found] = await tx
    .select({
      row: recommendations,
      playbook_id: executions.playbook_id,
      plan: playbookVersions.plan,
      campaign: { ad_account_id: campaigns.ad_account_id, autonomy: campaigns.autonomy },
    })
    .from(recommendations)
    .innerJoin(executions, eq(executions.execution_id, recommendations.execution_id))
    .innerJoin(campaigns, eq(campaigns.campaign_id, recommendations.campaign_id))
    .leftJoin(playbookVersions, eq(playbookVersions.playbook_version_id, executions.playbook_version_id))
    .where(
      and(
        eq(recommendations.execution_id, execution_id),
        ...[eq(executions.mode, 'live'), isNull(executions.rerun_of)],
      ),
    );
  if (found === undefined) return null;
  const { plan, ...rest } = found;
  return { ...rest, ceiling: plan?.guardrails.autonomy ?? 'propose' };
}

function needs(condition: UnmetCondition['condition'], found: UnmetCondition['found'], wanted: string): UnmetCondition {
  return { condition, found, wanted };
}
