import { and, asc, desc, eq, getTableColumns, inArray, isNull, ne, sql } from 'drizzle-orm';
import { type ExecutionStatus, finalStatuses } from '../../contracts/execution.ts';
import type { TenantTransaction } from '../connect.ts';
import {
  approvals,
  campaigns,
  changeSets,
  executions,
  outcomes,
  playbooks,
  playbookVersions,
  receipts,
  recommendations,
  stepAttempts,
  stepRuns,
  writeIntents,
} from '../schema/index.ts';
import { isRetrying } from './failures.ts';
import { afterPosition, type KeysetPage, type KeysetPosition, newestFirst, toPage } from './keyset.ts';

/** An execution with the name of its playbook. */
export type ExecutionRow = typeof executions.$inferSelect & {
  readonly playbook_name: string | null;
  readonly slug: string | null;
  readonly playbook_version: number | null;
  readonly campaign_name: string | null;
};

const columns = {
  ...getTableColumns(executions),
  playbook_name: playbooks.name,
  slug: playbooks.slug,
  playbook_version: playbookVersions.version,
  campaign_name: campaigns.campaign_name,
};

function selectExecutions(tx: TenantTransaction) {
  return tx
    .select(columns)
    .from(executions)
    .leftJoin(playbooks, eq(playbooks.playbook_id, executions.playbook_id))
    .leftJoin(playbookVersions, eq(playbookVersions.playbook_version_id, executions.playbook_version_id))
    .leftJoin(campaigns, eq(campaigns.campaign_id, executions.campaign_id));
}

/** Executions, newest first. */
export async function listExecutions(
  tx: TenantTransaction,
  filter: {
    readonly limit: number;
    readonly after: KeysetPosition | null;
    readonly playbook_id: string | null;
    readonly status: ExecutionStatus | null;
    readonly campaign_id: string | null;
    /** True keeps only those that are stuck in retries. */
    readonly retrying?: boolean;
  },
): Promise<KeysetPage<ExecutionRow>> {
  const rows = await selectExecutions(tx)
    .where(
      and(
        afterPosition(executions.created_at, executions.execution_id, filter.after),
        filter.playbook_id === null
          ? undefined
          : sql`(${executions.playbook_id} = ${filter.playbook_id} or ${playbooks.slug} = ${filter.playbook_id})`,
        filter.status === null ? undefined : eq(executions.status, filter.status),
        filter.campaign_id === null ? undefined : eq(executions.campaign_id, filter.campaign_id),
        filter.retrying === true ? isRetrying : undefined,
      ),
    )
    .orderBy(newestFirst(executions.created_at, executions.execution_id))
    .limit(filter.limit + 1);
  return toPage(rows, filter.limit, (row) => ({ at: row.created_at, id: row.execution_id }));
}

/** One execution; null when this tenant has none with the id. */
export async function findExecution(tx: TenantTransaction, execution_id: string): Promise<ExecutionRow | null> {
  const [row] = await selectExecutions(tx).where(eq(executions.execution_id, execution_id));
  return row ?? null;
}

/** Everything that an execution did: steps with every attempt, change sets, receipts, approvals, outcomes. */
export async function readExecutionParts(tx: TenantTransaction, execution_id: string) {
  const { tenant_id: _step, ...stepColumns } = getTableColumns(stepRuns);
  const steps = await tx
    .select(stepColumns)
    .from(stepRuns)
    .where(eq(stepRuns.execution_id, execution_id))
    .orderBy(sql`${stepRuns.started_at} asc nulls last`, asc(stepRuns.line), asc(stepRuns.iteration));
  const { tenant_id: _attempt, ...attemptColumns } = getTableColumns(stepAttempts);
  const ids = steps.map((step) => step.step_run_id);
  const attempts =
    ids.length === 0
      ? []
      : await tx
          .select(attemptColumns)
          .from(stepAttempts)
          .where(inArray(stepAttempts.step_run_id, ids))
          .orderBy(asc(stepAttempts.attempt));
  const { tenant_id: _set, ...changeSetColumns } = getTableColumns(changeSets);
  const change_sets = await tx
    .select(changeSetColumns)
    .from(changeSets)
    .where(eq(changeSets.execution_id, execution_id))
    .orderBy(asc(changeSets.created_at));
  const intentColumns = shownOfIntent(getTableColumns(writeIntents));
  const intents = await tx
    .select(intentColumns)
    .from(writeIntents)
    .innerJoin(changeSets, eq(changeSets.change_set_id, writeIntents.change_set_id))
    .where(eq(changeSets.execution_id, execution_id));
  const { tenant_id: _receipt, ...receiptColumns } = getTableColumns(receipts);
  const applied = await tx
    .select(receiptColumns)
    .from(receipts)
    .where(eq(receipts.execution_id, execution_id))
    .orderBy(asc(receipts.applied_at));
  const asked = await tx
    .select({
      approval_id: approvals.approval_id,
      step_id: approvals.step_id,
      title: approvals.title,
      status: approvals.status,
      expires_at: approvals.expires_at,
      decided_at: approvals.decided_at,
    })
    .from(approvals)
    .where(eq(approvals.execution_id, execution_id))
    .orderBy(asc(approvals.created_at));
  const { tenant_id: _outcome, ...outcomeColumns } = getTableColumns(outcomes);
  const measured = await tx.select(outcomeColumns).from(outcomes).where(eq(outcomes.execution_id, execution_id));
  const [recommended] = await tx
    .select({ id: recommendations.id })
    .from(recommendations)
    .where(eq(recommendations.execution_id, execution_id));
  return {
    steps: steps.map((step) => ({
      ...step,
      attempt_log: attempts
        .filter((attempt) => attempt.step_run_id === step.step_run_id)
        .map(({ step_run_id, ...attempt }) => attempt),
    })),
    change_sets: change_sets.map((set) => ({
      ...set,
      intents: intents.filter((intent) => intent.change_set_id === set.change_set_id),
    })),
    receipts: applied,
    approvals: asked,
    outcomes: measured,
    recommendation_id: recommended?.id ?? null,
  };
}

/** What an execution shows of a write: not what the ledger keeps beside it to count by, which the execution says itself. */
function shownOfIntent(columns: typeof writeIntents._.columns) {
  const {
    tenant_id: _tenant,
    idempotency_key: _key,
    execution_id: _execution,
    playbook_id: _playbook,
    ...own
  } = columns;
  const { requested_by_email: _requester, platform: _platform, account_id: _account, ...more } = own;
  const {
    entity_id: _entity,
    field: _field,
    moved_base_minor: _moved,
    exposure_base_minor: _exposure,
    ...shown
  } = more;
  return shown;
}

/** Executions of a playbook that have not ended, newest first, without dry runs; what the concurrency rule looks at. */
export async function listLiveExecutions(tx: TenantTransaction, playbook_id: string) {
  return tx
    .select({
      execution_id: executions.execution_id,
      workflow_id: executions.workflow_id,
      entity_id: executions.entity_id,
      entity_type: executions.entity_type,
      entity_name: executions.entity_name,
      inputs: executions.inputs,
      status: executions.status,
      created_at: executions.created_at,
    })
    .from(executions)
    .where(
      and(
        eq(executions.playbook_id, playbook_id),
        ne(executions.mode, 'dry_run'),
        sql`${executions.status} not in (${sql.join(
          finalStatuses.map((status) => sql`${status}`),
          sql`, `,
        )})`,
      ),
    )
    .orderBy(desc(executions.created_at));
}

/** Receipts of an execution whose change can still be taken back. */
export async function listUndoableReceipts(tx: TenantTransaction, execution_id: string) {
  return tx
    .select({ receipt_id: receipts.receipt_id })
    .from(receipts)
    .where(and(eq(receipts.execution_id, execution_id), isNull(receipts.undone_by_execution_id)));
}
