import { playbookWords } from '../../contracts/in-words.ts';
import type { TenantTransaction } from '../../db/connect.ts';
import { notifyPeople } from '../../db/queries/approvals.ts';
import { appendAudit } from '../../db/queries/audit.ts';
import { appendEvents, type NewEvent } from '../../db/queries/execution-events.ts';
import { finishExecution, markPaused, markStarted, markWaiting, readRequester } from '../../db/queries/executions.ts';
import { planExecutionOutcomes } from '../../db/queries/plan-execution-outcomes.ts';
import { settleDecision } from '../../db/queries/settle-decision.ts';
import { failOpenStep, markSteps } from '../../db/queries/step-runs.ts';
import { conversionLagDays } from '../ad-platforms/conversion-lag.action.ts';
import { isRecordable } from './recordable.ts';
import type { EndNews, PauseNews, Report, StartNews, StepNews, WaitNews } from './report.ts';

/**
 * Writes reports of one execution, in their order, in the transaction it is given; steps that come one after the other are
 * one statement. Gives the events that they were; one that was written before is none.
 *
 * The stream is written after every row: activities lock their rows first and the stream last, and whoever did it the
 * other way round could wait for one of them in a circle. What the end brings along comes last of all, because the head of
 * the audit chain is one for the whole tenant.
 */
export async function recordReports(
  tx: TenantTransaction,
  execution_id: string,
  reports: readonly Report[],
): Promise<readonly NewEvent[]> {
  const events: NewEvent[] = [];
  for (const steps of runsOf(reports)) events.push(...(await recordRun(tx, steps)));
  await appendEvents(tx, execution_id, events);
  const ended = events.some(({ type }) => type === 'execution.finished');
  if (!ended) return events;
  for (const report of reports) if (report.about === 'finished') await recordAftermath(tx, report.news);
  return events;
}

/** Reports that can share a statement: steps that follow each other and are each another one. The rest stand alone. */
function runsOf(reports: readonly Report[]): readonly (readonly Report[])[] {
  const runs: Report[][] = [];
  let places = new Set<string>();
  for (const report of reports) {
    const place = placeOf(report);
    const run = runs.at(-1);
    if (run !== undefined && place !== null && places.size > 0 && !places.has(place)) {
      run.push(report);
      places.add(place);
      continue;
    }
    runs.push([report]);
    places = new Set(place === null ? [] : [place]);
  }
  return runs;
}

/** The row that a report is all about; null where there is more to it than a row of the timeline. */
function placeOf(report: Report): string | null {
  if (report.about !== 'step' || isFailedAction(report.news)) return null;
  return placeOfStep(report.news);
}

function placeOfStep({ step_id, iteration }: { readonly step_id: string; readonly iteration: string }): string {
  return `${step_id}/${iteration}`;
}

function isFailedAction({ kind, status }: StepNews): boolean {
  return kind === 'action' && status === 'failed';
}

async function recordRun(tx: TenantTransaction, run: readonly Report[]): Promise<readonly NewEvent[]> {
  const steps = run.flatMap((report) => (report.about === 'step' ? [report.news] : []));
  if (steps.length > 1) return recordSteps(tx, steps);
  const [report] = run;
  switch (report?.about) {
    case 'started':
      return recordStart(tx, report.news);
    case 'step':
      return isFailedAction(report.news) ? recordFailedAction(tx, report.news) : recordSteps(tx, steps);
    case 'waiting':
      return recordWait(tx, report.news);
    case 'paused':
      return recordPause(tx, report.news);
    case 'decision':
      if (isRecordable(report.news)) await settleDecision(tx, report.news);
      return [];
    case 'finished':
      return recordEnd(tx, report.news);
    default:
      return [];
  }
}

async function recordStart(tx: TenantTransaction, news: StartNews): Promise<readonly NewEvent[]> {
  const { execution_id, run_id, continued, at_ms } = news;
  const first = await markStarted(tx, { execution_id, run_id, at: new Date(at_ms) });
  return first && !continued ? [{ type: 'execution.started', data: { run_id } }] : [];
}

/** An action writes its own attempts; the workflow knows only better when it timed out without an answer. */
async function recordFailedAction(tx: TenantTransaction, news: StepNews): Promise<readonly NewEvent[]> {
  const { execution_id, step_id, iteration, error } = news;
  if (error !== null) await failOpenStep(tx, { execution_id, step_id, iteration }, error);
  return [];
}

async function recordSteps(tx: TenantTransaction, steps: readonly StepNews[]): Promise<readonly NewEvent[]> {
  const marks = steps.map(
    ({ execution_id, step_id, iteration, kind, summary, line, status, output, error, at_ms }) => ({
      ...{ execution_id, step_id, iteration, phase: 'run', kind, action_id: null, summary, line },
      ...{ status, output, error, at: new Date(at_ms) },
    }),
  );
  const changed = new Set((await markSteps(tx, marks)).map(placeOfStep));
  return steps
    .filter((news) => changed.has(placeOfStep(news)))
    .map(({ step_id, iteration, kind, summary, status, reused }) => ({
      type: status === 'running' ? 'step.started' : `step.${status}`,
      data: { step_id, iteration, kind, summary, status, ...(reused === true ? { reused } : {}) },
    }));
}

async function recordWait(tx: TenantTransaction, news: WaitNews): Promise<readonly NewEvent[]> {
  const { execution_id, step_id, waiting } = news;
  if (!(await markWaiting(tx, { execution_id, step_id, waiting }))) return [];
  return [{ type: 'execution.status_changed', data: { status: waiting ? 'waiting' : 'running', step_id } }];
}

async function recordPause(tx: TenantTransaction, news: PauseNews): Promise<readonly NewEvent[]> {
  const { execution_id, paused, waiting } = news;
  const status = await markPaused(tx, { execution_id, paused, waiting });
  return status === null ? [] : [{ type: 'execution.status_changed', data: { status } }];
}

const becauseOf = ({ error }: EndNews) =>
  error === null ? {} : { error_code: error.code, error_message: error.message };

async function recordEnd(tx: TenantTransaction, news: EndNews): Promise<readonly NewEvent[]> {
  const { execution_id, status, result, outputs, error } = news;
  const at = new Date(news.at_ms);
  if (!(await finishExecution(tx, { execution_id, status, result, outputs, error, at }))) return [];
  return [{ type: 'execution.finished', data: { status, ...becauseOf(news) } }];
}

/** However it ended: what it applied before is there, and it is to be known what that brings. */
async function recordAftermath(tx: TenantTransaction, news: EndNews): Promise<void> {
  const { execution_id, status, error } = news;
  await planExecutionOutcomes(tx, { execution_id, lagOf: conversionLagDays });
  const requester = await readRequester(tx, execution_id);
  if (status === 'failed' && requester !== null) {
    await notifyPeople(tx, [requester.requested_by], {
      kind: 'execution.failed',
      title: `${playbookWords(requester.playbook_id)} failed${requester.entity_name === null ? '' : ` for ${requester.entity_name}`}`,
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
    details: becauseOf(news),
  });
}
