import { formatMoney } from '../money/format-money.ts';
import type { FailureView } from './failure-view.ts';

/** Daily money of the campaigns that were about to be changed, a sum for each currency; null when none was. */
export function moneyAtRisk(risks: FailureView['money_at_risk']): string | null {
  if (risks.length === 0) return null;
  return `${risks.map((risk) => formatMoney(risk.daily_budget_minor, risk.currency)).join(' and ')} a day`;
}

/** How many executions failed and how many are stuck: two states that a person handles differently. */
export function countWords({ count, retrying }: Pick<FailureView, 'count' | 'retrying'>): string[] {
  const failed = count - retrying;
  return [...(failed === 0 ? [] : [`${failed} failed`]), ...(retrying === 0 ? [] : [`${retrying} stuck in retries`])];
}

/** Where the page for whoever is on call is served: `docs/runbooks/x.md` becomes `/runbooks/x`. */
export function runbookLink(runbook: string | null): string | null {
  const name = runbook === null ? null : /([a-z-]+)\.md$/.exec(runbook)?.[1];
  return name === undefined || name === null ? null : `/runbooks/${name}`;
}

/** All groups in one sentence. */
export function summarizeFailures(failures: readonly FailureView[]): string {
  const open = failures.filter(({ resolved_at, last_seen }) => resolved_at === null || last_seen > resolved_at);
  if (open.length === 0) return 'Nothing fails.';
  const executions = open.reduce((sum, { count }) => sum + count, 0);
  const causes = `${open.length} ${open.length === 1 ? 'cause' : 'causes'}`;
  const stuck = open.reduce((sum, { retrying }) => sum + retrying, 0);
  return `${executions} ${executions === 1 ? 'execution' : 'executions'} by ${causes}${stuck === 0 ? '' : `, ${stuck} stuck in retries`}`;
}

/** What came of a retry, in one sentence. */
export function retriedWords({ started, count }: { readonly started: number; readonly count: number }): string {
  const refused = count - started;
  const done = `${started} of ${count} ${count === 1 ? 'execution was' : 'executions were'} restarted.`;
  return refused === 0 ? done : `${done} ${refused} could not be; the reason stands below.`;
}
