import type { SettledDecision } from '../../contracts/activity-envelope.ts';
import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import { type Database, type TenantTransaction, withTenant } from '../../db/connect.ts';
import { notifyPeople } from '../../db/queries/approvals.ts';
import { appendAudit } from '../../db/queries/audit.ts';
import { appendEvent } from '../../db/queries/execution-events.ts';
import {
  type ExecutionEnd,
  finishExecution,
  markPaused,
  markStarted,
  markWaiting,
  readRequester,
} from '../../db/queries/executions.ts';
import { planExecutionOutcomes } from '../../db/queries/plan-execution-outcomes.ts';
import { settleDecision } from '../../db/queries/settle-decision.ts';
import { failOpenStep, markStep } from '../../db/queries/step-runs.ts';
import { conversionLagDays } from '../ad-platforms/conversion-lag.action.ts';
import { isRecordable } from './recordable.ts';

/** Whose execution it is. */
export type ReadModelKey = { readonly tenant_id: string; readonly execution_id: string };

type StepNews = ReadModelKey & {
  readonly step_id: string;
  readonly iteration: string;
  readonly kind: string;
  readonly summary: string;
  readonly line: number;
  readonly status: 'running' | 'completed' | 'skipped' | 'failed';
  readonly output: JsonValue;
  readonly error: { readonly code: string; readonly message: string; readonly details: JsonObject } | null;
  /** An earlier execution did it, and its output was taken over. */
  readonly reused?: true;
  readonly at_ms: number;
};

/**
 * Writes what workflows report about themselves into the tables that people read. Every function may be called twice for
 * the same thing; each is one transaction.
 */
export function createReadModel({ database }: { readonly database: Database }) {
  const inTenant = <T>(key: ReadModelKey, work: (tx: TenantTransaction) => Promise<T>) =>
    withTenant(database, key.tenant_id, work);
  return {
    started: (news: ReadModelKey & { readonly run_id: string; readonly continued: boolean; readonly at_ms: number }) =>
      inTenant(news, async (tx) => {
        const { execution_id, run_id } = news;
        const first = await markStarted(tx, { execution_id, run_id, at: new Date(news.at_ms) });
        if (!first || news.continued) return;
        await appendEvent(tx, { execution_id, type: 'execution.started', data: { run_id } });
      }),
    step: (news: StepNews) => inTenant(news, (tx) => recordStep(tx, news)),
    waiting: (news: ReadModelKey & { readonly step_id: string; readonly waiting: boolean }) =>
      inTenant(news, async (tx) => {
        const { execution_id, step_id, waiting } = news;
        if (!(await markWaiting(tx, { execution_id, step_id, waiting }))) return;
        const data = { status: waiting ? 'waiting' : 'running', step_id };
        await appendEvent(tx, { execution_id, type: 'execution.status_changed', data });
      }),
    paused: (news: ReadModelKey & { readonly paused: boolean; readonly waiting: boolean }) =>
      inTenant(news, async (tx) => {
        const { execution_id, paused, waiting } = news;
        const status = await markPaused(tx, { execution_id, paused, waiting });
        if (status === null) return;
        await appendEvent(tx, { execution_id, type: 'execution.status_changed', data: { status } });
      }),
    decision: (news: ReadModelKey & SettledDecision) =>
      inTenant(news, async (tx) => {
        if (isRecordable(news)) await settleDecision(tx, news);
      }),
    finished: (news: ReadModelKey & Omit<ExecutionEnd, 'at'> & { readonly at_ms: number }) =>
      inTenant(news, (tx) => recordEnd(tx, news)),
  };
}

/** The receiving side of the workflow's reports. */
export type ReadModel = ReturnType<typeof createReadModel>;

async function recordStep(tx: TenantTransaction, news: StepNews): Promise<void> {
  const { execution_id, step_id, iteration, status, error } = news;
  // An action writes its own attempts; the workflow knows only better when it timed out without an answer.
  if (news.kind === 'action' && status === 'failed') {
    if (error !== null) await failOpenStep(tx, { execution_id, step_id, iteration }, error);
    return;
  }
  const { kind, summary, line, output } = news;
  const head = { execution_id, step_id, iteration, phase: 'run', kind, action_id: null, summary, line };
  if (!(await markStep(tx, { ...head, status, output, error, at: new Date(news.at_ms) }))) return;
  const type = status === 'running' ? 'step.started' : (`step.${status}` as const);
  const reused = news.reused === true ? { reused: true } : {};
  await appendEvent(tx, { execution_id, type, data: { step_id, iteration, kind, summary, status, ...reused } });
}

async function recordEnd(
  tx: TenantTransaction,
  news: ReadModelKey & Omit<ExecutionEnd, 'at'> & { readonly at_ms: number },
): Promise<boolean> {
  const { execution_id, status, result, outputs, error } = news;
  const at = new Date(news.at_ms);
  if (!(await finishExecution(tx, { execution_id, status, result, outputs, error, at }))) return false;
  const because = error === null ? {} : { error_code: error.code, error_message: error.message };
  await appendEvent(tx, { execution_id, type: 'execution.finished', data: { status, ...because } });
  // However it ended: what it applied before is there, and it is to be known what that brings.
  await planExecutionOutcomes(tx, { execution_id, lagOf: conversionLagDays });
  const requester = await readRequester(tx, execution_id);
  if (status === 'failed' && requester !== null) {
    await notifyPeople(tx, [requester.requested_by], {
      kind: 'execution.failed',
      title: `${requester.playbook_id} failed${requester.entity_name === null ? '' : ` for ${requester.entity_name}`}`,
      body: error?.message ?? '',
      link: `/executions/${execution_id}`,
    });
  }
  await appendAudit(tx, {
    agent_name: requester?.playbook_id ?? null,
    action: 'execution.finished',
    decision: status,
    actor_user_id: requester?.requested_by ?? null,
    actor_email: requester?.requested_by_email ?? null,
    entity_type: 'execution',
    entity_id: execution_id,
    details: because,
  });
  return true;
}
