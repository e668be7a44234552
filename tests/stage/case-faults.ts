import type { JsonObject } from '../../contracts/canonical-json.ts';
import { checkCase, type Played } from '../../playbooks/testing/check-case.ts';
import type { Expectation } from '../../playbooks/testing/test-file.ts';
import type { Finished, Seen } from '../../playbooks/testing/trace.ts';

const nothing: Expectation = {
  ...{ lines: {}, status: null, result: null, outputs: null, error: null, path: null, includes: [], excludes: [] },
  ...{ calls: [], moved: null, lasts_seconds: null, waits: [], notifications: [] },
};
/** An action that was called. */
export const call = (
  step: string,
  params: JsonObject = {},
  work = `e/${step}/`,
  phase: 'run' | 'plan' | 'apply' = 'run',
): Seen => ({
  ...{ kind: 'call', step, action: `Agent.${step}`, phase, params, work },
});
/** What a step told of itself. */
export const report = (step: string, status: string, at_ms: number, step_kind = 'wait'): Seen => ({
  ...{ kind: 'report', step, step_kind, status, output: null, at_ms },
});
/** A question to people. */
export const ask = (step: string, title: string, ...to: readonly string[]): Seen => ({ kind: 'ask', step, title, to });
/** An execution that completed. */
export const completed: Finished = { status: 'completed', result: null, outputs: {}, error: null };
/** One that failed. */
export const failed: Finished = { ...completed, status: 'failed', error: { code: 'PLATFORM_REFUSED', message: 'No.' } };

/** What is wrong, as `line message | expected | was`. */
export function faults(
  expected: Partial<Expectation>,
  seen: readonly Seen[],
  more: { finished?: Finished | null; moved?: number; lasted_ms?: number; children?: readonly Seen[] } = {},
) {
  const { finished = completed, moved = 0, lasted_ms = 0, children = [] } = more;
  const played: Played = {
    test: {
      ...{ name: 'a', line: 7, inputs: {}, context: {}, entity: null, mode: 'live', starts_at_ms: 0 },
      ...{ mocks: [], events: [], decisions: [], expect: { ...nothing, ...expected } },
    },
    trace: { seen: [...seen], children: [...children], finished },
    ledger: { moved: () => ({ minor: moved, currency: 'EUR' }) },
    lasted_ms,
  };
  return checkCase(played).map(
    ({ line, message, expected: wanted, actual }) => `${line} ${message} | ${wanted} | ${actual}`,
  );
}
