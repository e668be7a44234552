import { randomUUID } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { executions, playbookVersions, receipts } from '../schema/index.ts';
import { enqueueOutbox } from './outbox.ts';
import { findPlannedOutcome, insertOutcome, type OutcomeRow } from './outcomes.ts';

/** What is to be measured after a change, and for whom. */
export type OutcomePlan = Pick<
  OutcomeRow,
  | 'recommendation_id'
  | 'execution_id'
  | 'campaign_id'
  | 'metric'
  | 'direction'
  | 'window_seconds'
  | 'minimum_effect_pct'
> & {
  readonly tenant_id: string;
  readonly playbook_id: string;
  readonly requested_by: { readonly user_id: string; readonly email: string; readonly api_key_id: string | null };
  /** When the change was applied. */
  readonly at: Date;
};

const daySeconds = 86_400;

/**
 * Plans the measurement of one metric of a campaign, once for each execution: the row and the message that starts the
 * workflow which waits for it. The days after the change are full days, so the day of the change itself is waited out as
 * well, and an hour more, so that the last day is complete.
 */
export async function planOutcome(
  tx: TenantTransaction,
  plan: OutcomePlan,
): Promise<{ readonly outcome_id: string; readonly measure_at: Date }> {
  const { tenant_id, playbook_id, requested_by, at, ...row } = plan;
  const { execution_id, campaign_id } = row;
  const held = await findPlannedOutcome(tx, row);
  if (held !== null) return held;
  const outcome_id = randomUUID();
  const measure_at = new Date(at.getTime() + (row.window_seconds + daySeconds + 3600) * 1000);
  await insertOutcome(tx, { ...row, outcome_id, measure_at });
  await enqueueOutbox(tx, {
    kind: 'track_outcome',
    payload: {
      ...{ tenant_id, execution_id, outcome_id, playbook_id, campaign_id, mode: 'live', requested_by },
      measure_at_ms: measure_at.getTime(),
    },
    dedupe_key: `track_outcome/${outcome_id}`,
  });
  return { outcome_id, measure_at };
}

/**
 * Holds a playbook to its own promise: when a live execution has completed and what it applied still stands, the metric
 * of `outcome` is measured for each campaign it changed. A metric that a step has planned already is not planned again.
 */
export async function planPromisedOutcomes(
  tx: TenantTransaction,
  { execution_id, at }: { readonly execution_id: string; readonly at: Date },
): Promise<void> {
  const [execution] = await tx
    .select({
      tenant_id: executions.tenant_id,
      playbook_id: executions.playbook_id,
      mode: executions.mode,
      requested_by: executions.requested_by,
      requested_by_email: executions.requested_by_email,
      api_key_id: executions.api_key_id,
      plan: playbookVersions.plan,
    })
    .from(executions)
    .innerJoin(playbookVersions, eq(playbookVersions.playbook_version_id, executions.playbook_version_id))
    .where(eq(executions.execution_id, execution_id));
  const promise = execution?.plan.outcome ?? null;
  if (execution === undefined || promise === null || execution.mode !== 'live') return;
  const changed = await tx
    .selectDistinct({ campaign_id: receipts.campaign_id })
    .from(receipts)
    .where(and(eq(receipts.execution_id, execution_id), isNull(receipts.undone_by_execution_id)));
  const { tenant_id, playbook_id, requested_by, requested_by_email, api_key_id } = execution;
  for (const { campaign_id } of changed) {
    await planOutcome(tx, {
      ...{ tenant_id, playbook_id, execution_id, campaign_id, at, recommendation_id: null, ...promise },
      requested_by: { user_id: requested_by, email: requested_by_email, api_key_id },
    });
  }
}
