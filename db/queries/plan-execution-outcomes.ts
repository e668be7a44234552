import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Change } from '../../contracts/change-set.ts';
import { finalStatuses } from '../../contracts/execution.ts';
import type { OutcomePromise } from '../../contracts/plan/index.ts';
import type { TenantTransaction } from '../connect.ts';
import { adAccounts, campaigns, executions, outcomes, playbookVersions, receipts } from '../schema/index.ts';
import { type ConversionLag, planOutcome } from './plan-outcome.ts';

const usualWindowSeconds = 7 * 86_400;

/**
 * Plans the measurement of everything that a live execution applied and that still stands, whether or not its playbook
 * promised anything: by the promise, or by what such a change is usually made for. What one execution changed on one
 * campaign on one day of its account is one outcome, because daily figures cannot tell it apart; sets of different days are
 * measured each on its own. A metric that a step has planned already is not planned again. Nothing is planned while the
 * execution still runs. Call it when an execution ends, and when a receipt comes after the end; repeating changes nothing.
 */
export async function planExecutionOutcomes(
  tx: TenantTransaction,
  { execution_id, lagOf }: { readonly execution_id: string; readonly lagOf: ConversionLag },
): Promise<void> {
  // The lock makes a receipt and the end of its execution wait for each other: whichever comes second plans.
  const [execution] = await tx.select().from(executions).where(eq(executions.execution_id, execution_id)).for('share');
  if (execution === undefined || execution.mode !== 'live' || !finalStatuses.includes(execution.status)) return;
  const promise = await promiseOf(tx, execution.playbook_version_id);
  const standing = await standingReceipts(tx, execution_id);
  const { tenant_id, playbook_id, requested_by, requested_by_email, api_key_id } = execution;
  for (const [campaign_id, changed] of Map.groupBy(standing, (receipt) => receipt.campaign_id)) {
    const metrics = await metricsPlannedBySteps(tx, execution_id, campaign_id);
    if (promise === null ? metrics.length > 0 : metrics.includes(promise.metric)) continue;
    for (const { change_set_id, rows } of unitsOf(changed)) {
      const wanted = promise ?? usualPurpose(rows.map((row) => row.change));
      const at = rows.at(-1)?.applied_at;
      if (wanted === null || at === undefined) continue;
      await planOutcome(tx, {
        ...{ tenant_id, playbook_id, execution_id, campaign_id, change_set_id, at, lagOf, recommendation_id: null },
        by: 'execution',
        ...wanted,
        requested_by: { user_id: requested_by, email: requested_by_email, api_key_id },
      });
    }
  }
}

async function promiseOf(tx: TenantTransaction, version_id: string | null): Promise<OutcomePromise | null> {
  if (version_id === null) return null;
  const [version] = await tx
    .select({ plan: playbookVersions.plan })
    .from(playbookVersions)
    .where(eq(playbookVersions.playbook_version_id, version_id));
  return version?.plan.outcome ?? null;
}

async function standingReceipts(tx: TenantTransaction, execution_id: string) {
  return tx
    .select({
      campaign_id: receipts.campaign_id,
      change_set_id: receipts.change_set_id,
      change: receipts.change,
      applied_at: receipts.applied_at,
      timezone: adAccounts.timezone,
    })
    .from(receipts)
    .innerJoin(campaigns, eq(campaigns.campaign_id, receipts.campaign_id))
    .innerJoin(adAccounts, eq(adAccounts.ad_account_id, campaigns.ad_account_id))
    .where(and(eq(receipts.execution_id, execution_id), isNull(receipts.undone_by_execution_id)))
    .orderBy(asc(receipts.applied_at), asc(receipts.receipt_id));
}
type StandingReceipt = Awaited<ReturnType<typeof standingReceipts>>[number];

/** What steps of the playbook have planned to be measured on a campaign: they know best what the change was for. */
async function metricsPlannedBySteps(tx: TenantTransaction, execution_id: string, campaign_id: string) {
  const rows = await tx
    .select({ metric: outcomes.metric })
    .from(outcomes)
    .where(
      and(
        eq(outcomes.execution_id, execution_id),
        eq(outcomes.campaign_id, campaign_id),
        sql`${outcomes.evidence} #>> '{planned,by}' is distinct from 'execution'`,
      ),
    );
  return rows.map((row) => row.metric);
}

/** What is measured together: everything of one day, or else each set; the set is named when it is one. */
function unitsOf(changed: readonly StandingReceipt[]) {
  const days = new Set(changed.map(({ applied_at, timezone }) => dayIn(applied_at, timezone)));
  const sets = [...Map.groupBy(changed, (receipt) => receipt.change_set_id)];
  if (days.size === 1 && sets.length > 1) return [{ change_set_id: null, rows: changed }];
  return sets.map(([change_set_id, rows]) => ({ change_set_id, rows }));
}

function dayIn(moment: Date, timezone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: timezone }).format(moment);
}

/**
 * What a change is usually made for when nobody said so: more money and running again for more conversions, a pause to stop
 * spending, everything else for cheaper conversions. Null for what shows nowhere yet, such as a creative that no ad uses.
 */
function usualPurpose(changes: readonly Change[]): OutcomePromise | null {
  const telling = changes.filter((change) => change.field !== 'content_digest');
  if (telling.length === 0) return null;
  const window = { window_seconds: usualWindowSeconds, minimum_effect_pct: 0 };
  const paused = telling.some((each) => each.entity_type === 'campaign' && each.after === 'paused');
  if (paused) return { ...window, metric: 'spend', direction: 'decrease' };
  const more = telling.some(
    ({ field, before, after }) =>
      (field === 'status' && after === 'active') ||
      (['daily_budget_minor', 'lifetime_budget_minor'].includes(field) && Number(after) > Number(before)),
  );
  return more
    ? { ...window, metric: 'conversions', direction: 'increase' }
    : { ...window, metric: 'cpa', direction: 'decrease' };
}
