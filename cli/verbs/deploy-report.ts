import { z } from 'zod';
import { diagnosticSchema } from '../../contracts/diagnostic.ts';

const worstCaseSchema = z.object({
  kind: z.enum(['bounded', 'unbounded']),
  text: z.string(),
  because: z.array(z.object({ line: z.int(), text: z.string() })),
});

/** What the API says about a deployment; more than is shown here may come. */
export const reportSchema = z.object({
  playbook_id: z.string(),
  name: z.string(),
  digest: z.string(),
  before: z.object({ playbook_version_id: z.string(), version: z.int() }).nullable(),
  change: z.enum(['new', 'changed', 'unchanged', 'brought_back']),
  difference: z.array(z.object({ danger: z.boolean(), text: z.string() })),
  warnings: z.array(diagnosticSchema),
  worst_case: worstCaseSchema,
  worst_case_before: worstCaseSchema.nullable(),
  running_executions: z.object({
    count: z.int(),
    executions: z.array(z.object({ execution_id: z.string(), status: z.string() })),
  }),
  schedule: z.object({
    change: z.enum(['none', 'same', 'added', 'changed', 'removed']),
    before: z.string().nullable(),
    after: z.string().nullable(),
    next_runs: z.array(z.string()),
  }),
  events: z.object({ before: z.array(z.string()), after: z.array(z.string()) }),
  affected: z.object({
    owner: z.string().nullable(),
    last_edited_by_email: z.string().nullable(),
    approvers: z.array(z.string()),
    approver_groups: z.array(z.string()),
    open_approvals: z.array(z.object({ approval_id: z.string(), asked: z.array(z.string()) })),
  }),
});
/** What the API says about a deployment. */
export type Report = z.output<typeof reportSchema>;

/** The report for people: what is replaced, what goes on, what starts it, and who has to do with it. */
export function sayReport(report: Report): string {
  const { before, change, running_executions: running, affected } = report;
  const heads = {
    new: 'is new',
    changed: `replaces version ${before?.version}`,
    unchanged: `is version ${before?.version} already`,
    brought_back: `brings version ${before?.version} back`,
  };
  const lines = [
    `${report.name} (${report.playbook_id}) ${heads[change]}; plan ${report.digest.slice(0, 12)}`,
    ...report.difference.map(({ danger, text }) => `  ${danger ? '! ' : '  '}${text}`),
    ...sayWarnings(report.warnings),
    ...sayWorstCase(report),
    running.count === 0 ? 'No execution is running.' : `${running.count} running stay on the version they began with:`,
    ...running.executions.map((each) => `  ${each.execution_id} ${each.status}`),
    ...saySchedule(report.schedule),
    ...sayEvents(report.events),
    ...(affected.owner === null ? [] : [`Owner: ${affected.owner}`]),
    ...(affected.last_edited_by_email === null ? [] : [`Last version by: ${affected.last_edited_by_email}`]),
    ...(affected.approvers.length === 0 ? [] : [`Will be asked: ${affected.approvers.join(', ')}`]),
    ...(affected.approver_groups.length === 0
      ? []
      : [`Groups that will be asked: ${affected.approver_groups.join(', ')}`]),
    ...affected.open_approvals.map((each) => `Open approval ${each.approval_id}, asked: ${each.asked.join(', ')}`),
  ];
  return lines.join('\n');
}

function sayWarnings(warnings: Report['warnings']): string[] {
  return warnings.map(({ line, column, message, code }) => `  warning ${line}:${column} ${message} [${code}]`);
}

function sayWorstCase({ worst_case: now, worst_case_before: before }: Report): string[] {
  const instead = before === null || before.text === now.text ? '' : ` (so far ${before.text})`;
  return [
    `Worst case of one execution: ${now.text}${instead}`,
    ...now.because.map((each) => `  line ${each.line}: ${each.text}`),
  ];
}

function saySchedule({ change, before, after, next_runs }: Report['schedule']): string[] {
  const runs = next_runs.length === 0 ? [] : [`Next runs: ${next_runs.join(', ')}`];
  switch (change) {
    case 'none':
      return ['No schedule.'];
    case 'same':
      return [`The schedule stays: ${after}`, ...runs];
    case 'added':
      return [`A schedule comes: ${after}`, ...runs];
    case 'removed':
      return [`The schedule goes: ${before}`];
    case 'changed':
      return ['The schedule changes', `  from ${before}`, `  to   ${after}`, ...runs];
  }
}

function sayEvents({ before, after }: Report['events']): string[] {
  return [
    ...before.filter((each) => !after.includes(each)).map((each) => `Listens no more to ${each}`),
    ...after.map((each) => `${before.includes(each) ? 'Goes on listening' : 'Listens now'} to ${each}`),
  ];
}
