import { z } from 'zod';
import type { ActionCall } from '../../contracts/activity-envelope.ts';
import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import type { ExecutionResult } from '../../contracts/execution.ts';
import { jsonValueSchema } from '../../contracts/json.ts';

/** Something that was seen while a playbook ran. */
export type Seen =
  | {
      readonly kind: 'call';
      readonly step: string;
      readonly action: string;
      readonly phase: ActionCall['phase'];
      readonly params: JsonObject;
      /** The same work has the same key, however often it is tried. */
      readonly work: string;
    }
  | { readonly kind: 'ask'; readonly step: string; readonly title: string; readonly to: readonly string[] }
  | { readonly kind: 'settled'; readonly step: string; readonly status: string }
  | {
      readonly kind: 'report';
      readonly step: string;
      readonly step_kind: string;
      readonly status: string;
      readonly output: JsonValue;
      readonly at_ms: number;
    };

/** How the execution ended, as people are told. */
export type Finished = {
  readonly status: ExecutionResult['status'];
  readonly result: JsonValue;
  readonly outputs: JsonObject;
  readonly error: { readonly code: string; readonly message: string } | null;
};

/** What was seen of the tested execution; work and questions of its children are told apart by `own`. */
export type Trace = {
  readonly seen: Seen[];
  readonly children: Seen[];
  finished: Finished | null;
};

const stepSchema = z.object({
  execution_id: z.string(),
  step_id: z.string(),
  kind: z.string(),
  status: z.string(),
  output: jsonValueSchema.nullable(),
  at_ms: z.number(),
});
const finishSchema = z.object({
  execution_id: z.string(),
  status: z.enum(['completed', 'failed', 'cancelled', 'rejected', 'expired']),
  result: jsonValueSchema,
  outputs: z.record(z.string(), jsonValueSchema),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});

/** Notes what a report to the read model says. */
export function noteReport(trace: Trace, sink: string, report: unknown, execution_id: string): void {
  if (sink === 'read_model.step') {
    const { step_id, kind, status, output, at_ms, ...about } = stepSchema.parse(report);
    const seen: Seen = { kind: 'report', step: step_id, step_kind: kind, status, output, at_ms };
    (about.execution_id === execution_id ? trace.seen : trace.children).push(seen);
  }
  if (sink === 'read_model.finished') {
    const { execution_id: whose, ...finished } = finishSchema.parse(report);
    if (whose === execution_id) trace.finished = finished;
  }
}

const holders = ['parallel', 'switch', 'for_each', 'repeat', 'try'];

/** The steps that did something, in the order in which they began; those that only hold others are left out. */
export function pathOf(trace: Trace): readonly string[] {
  const begun = new Set<string>();
  const path: string[] = [];
  const begin = (key: string, step: string) => {
    if (begun.has(key)) return;
    begun.add(key);
    path.push(step);
  };
  let reports = 0;
  const waiting = new Set<string>();
  for (const seen of trace.seen) {
    if (seen.kind === 'call') begin(`work ${seen.step} ${workOf(seen.work)}`, seen.step);
    if (seen.kind === 'ask' && !path.includes(seen.step)) begin(`ask ${seen.step}`, seen.step);
    if (seen.kind !== 'report' || seen.status === 'skipped' || holders.includes(seen.step_kind)) continue;
    if (seen.step_kind === 'action' || seen.step_kind === 'approval') continue;
    // A wait is told twice, when it begins and when it ends.
    if (seen.status === 'running') waiting.add(seen.step);
    else if (waiting.delete(seen.step)) continue;
    reports += 1;
    begin(`report ${reports}`, seen.step);
  }
  return path;
}

/** A write is planned and applied, and planned again after an edit: all of it is one piece of work of its step and round. */
function workOf(key: string): string {
  return key.split('/').slice(0, 3).join('/');
}
