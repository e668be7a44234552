import { and, desc, eq, gte, isNull, ne, or } from 'drizzle-orm';
import {
  autonomyRule,
  type Scenario,
  type ScenarioStanding,
  shareOf,
  type UnmetCondition,
  unmetByRecord,
} from '../../contracts/autonomy.ts';
import { type LedgerEntry, recordAt, scenariosOf } from '../../contracts/autonomy-record.ts';
import type { TenantTransaction } from '../connect.ts';
import { autonomyGrants, campaigns, executions, recommendations } from '../schema/index.ts';
import type { GrantRow } from './autonomy-grants.ts';

const dayMs = 86_400_000;
/** More recommendations than that in eight weeks are read newest first. */
const mostEntries = 20_000;

/** One recommendation of the ledger, with what people call it by. */
export type AutonomyEntry = LedgerEntry & {
  readonly campaign_id: string;
  readonly campaign_name: string;
  readonly specific_action: string;
  readonly status: string;
};

/**
 * Every recommendation that was made, decided or measured since a moment, but those in shadow, newest first; narrowed to
 * one playbook and workflow when given.
 */
export async function readLedger(
  tx: TenantTransaction,
  by: { readonly since: Date; readonly of?: Pick<Scenario, 'playbook_id' | 'workflow_type'> },
): Promise<AutonomyEntry[]> {
  const { since, of } = by;
  const rows = await tx
    .select({ row: recommendations, playbook_id: executions.playbook_id, campaign: campaigns })
    .from(recommendations)
    .innerJoin(executions, eq(executions.execution_id, recommendations.execution_id))
    .innerJoin(campaigns, eq(campaigns.campaign_id, recommendations.campaign_id))
    .where(
      and(
        ne(recommendations.mode, 'shadow'),
        or(
          gte(recommendations.generated_at, since),
          gte(recommendations.decided_at, since),
          gte(recommendations.outcome_recorded_at, since),
        ),
        of === undefined ? undefined : eq(executions.playbook_id, of.playbook_id),
        of === undefined ? undefined : eq(recommendations.recommended_workflow, of.workflow_type),
      ),
    )
    .orderBy(desc(recommendations.generated_at), desc(recommendations.id))
    .limit(mostEntries);
  return rows.map(({ row, playbook_id, campaign }) => ({
    ...caseOf(row),
    ...{ id: row.id, playbook_id, workflow_type: row.recommended_workflow, ad_account_id: campaign.ad_account_id },
    ...{ generated_at: row.generated_at, human_decision: row.human_decision, auto_approved: row.auto_approved },
    ...{ decided_at: row.decided_at, outcome_recorded_at: row.outcome_recorded_at },
    improvement_pct: numberOf(row.outcome_metrics?.improvement_pct),
    ...{ campaign_id: row.campaign_id, campaign_name: campaign.campaign_name },
    ...{ specific_action: row.specific_action, status: row.status },
  }));
}

/** What matters of a recommendation for approving it without asking. */
export function caseOf(row: typeof recommendations.$inferSelect) {
  const { critique = null, dissent = [] } = row.recommendation;
  return {
    ...{ confidence: row.confidence, risk_level: row.risk_level, degraded: row.degraded },
    // A model that was to look and was not heard leaves it as one that nobody has criticised.
    critiqued: critique !== null && critique.by.length > 0 && critique.unheard == null,
    ...{ satisfactory: critique?.satisfactory ?? false },
    ...{ dissented: dissent.length > 0, validation_passed: row.validation_passed },
  };
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** Permissions that hold now. */
export async function listOpenGrants(tx: TenantTransaction) {
  return tx
    .select()
    .from(autonomyGrants)
    .where(isNull(autonomyGrants.ended_at))
    .orderBy(desc(autonomyGrants.granted_at));
}
/** Every scenario that the ledger of the last eight weeks knows, with its record of the last four and its switch. */
export async function listScenarios(tx: TenantTransaction, now: Date): Promise<ScenarioStanding[]> {
  const entries = await readLedger(tx, { since: new Date(now.getTime() - 2 * autonomyRule.window_days * dayMs) });
  const grants = await listOpenGrants(tx);
  return scenariosOf(entries).map((scenario) => standingOf(entries, scenario, grants, now));
}

/** How one scenario stands now. */
export function standingOf(
  entries: readonly LedgerEntry[],
  scenario: Scenario,
  grants: readonly GrantRow[],
  now: Date,
): ScenarioStanding {
  const record = recordAt(entries, scenario, now);
  const unmet: UnmetCondition[] = [
    ...unmetByRecord(record),
    ...(scenario.risk_level === autonomyRule.risk_level
      ? []
      : [{ condition: 'risk_level' as const, found: scenario.risk_level, wanted: autonomyRule.risk_level }]),
  ];
  const grant = grants.find((each) => {
    const { playbook_id, workflow_type, risk_level, ad_account_id } = each;
    return (
      playbook_id === scenario.playbook_id &&
      workflow_type === scenario.workflow_type &&
      risk_level === scenario.risk_level &&
      ad_account_id === scenario.ad_account_id
    );
  });
  return {
    ...{ ...scenario, record, unmet, earned: unmet.length === 0, grant_id: grant?.grant_id ?? null },
    acceptance_rate: shareOf(record.accepted, record.decided),
    positive_impact_rate: shareOf(record.improved, record.measured),
  };
}

/** How one scenario stands now, by the ledger of the last four weeks. */
export async function readStanding(
  tx: TenantTransaction,
  scenario: Scenario,
  grants: readonly GrantRow[],
  now: Date,
): Promise<ScenarioStanding> {
  const since = new Date(now.getTime() - autonomyRule.window_days * dayMs);
  return standingOf(await readLedger(tx, { since, of: scenario }), scenario, grants, now);
}
