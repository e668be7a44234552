import type { ActionDefinition } from '../../contracts/action.ts';
import type { ExecutionInput } from '../../contracts/execution.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import type { Ending, Play, Script } from '../../worker/stage/script.ts';
import { type CaseFault, checkCase } from './check-case.ts';
import { CaseStopped } from './mock-shelf.ts';
import { createCast, idOf, requester } from './personas.ts';
import type { Person, TestCase, TestEvent } from './test-file.ts';
import { createTestWorld, type TestWorld } from './test-world.ts';
import { pathOf, type Trace } from './trace.ts';

/** Where playbooks are played: virtual time, no server. */
export type TestStage = {
  play(play: Play, script: Script): Promise<{ readonly ending: Ending; readonly ended_at_ms: number }>;
};

/** What running a case needs. */
export type CaseParts = {
  readonly plan: Plan;
  readonly people: readonly Person[];
  readonly actions: ReadonlyMap<string, ActionDefinition>;
  readonly plans: (playbook_id: string) => Plan | null;
  readonly stage: TestStage;
};

/** What came of one case. */
export type CaseResult = {
  readonly name: string;
  readonly line: number;
  readonly passed: boolean;
  readonly faults: readonly (CaseFault & { readonly suggestion?: string | null })[];
  readonly status: string;
  readonly path: readonly string[];
  readonly lasted_seconds: number;
};

/** Plays one case and holds what was seen to what it expects. */
export async function runCase(
  test: TestCase,
  parts: CaseParts,
): Promise<{ readonly result: CaseResult; readonly trace: Trace }> {
  const input = inputOf(test, parts.plan);
  const world = createTestWorld({ ...parts, test, input, cast: createCast(parts.people) });
  const workflow_id = 'tested';
  try {
    const { ending, ended_at_ms } = await parts.stage.play(
      {
        workflow_id,
        workflow_type: parts.plan.playbook_id,
        args: [JSON.parse(JSON.stringify(input))],
        starts_at_ms: test.starts_at_ms,
        execution_timeout_ms: parts.plan.timeout_seconds * 1000,
        happenings: test.events.map((event, index) => happeningOf(event, index, workflow_id, test.starts_at_ms)),
      },
      world.script,
    );
    const lasted_ms = ended_at_ms - test.starts_at_ms;
    const faults = [
      ...unplayed(ending, test),
      ...checkCase({ test, ...world, lasted_ms }),
      ...world.questions.faults().map((each) => ({ ...each, expected: null, actual: null })),
    ];
    return resultOf(test, world, faults, lasted_ms);
  } catch (error) {
    if (!(error instanceof CaseStopped)) throw error;
    const { line, message, suggestion } = error;
    return resultOf(test, world, [{ line, message, expected: null, actual: null, suggestion }], 0);
  }
}

function resultOf(test: TestCase, { trace }: TestWorld, faults: CaseResult['faults'], lasted_ms: number) {
  const { name, line } = test;
  const ended = { status: trace.finished?.status ?? 'stopped', path: pathOf(trace), lasted_seconds: lasted_ms / 1000 };
  return { result: { name, line, passed: faults.length === 0, faults, ...ended }, trace };
}

/** Endings that no test can expect. */
function unplayed(ending: Ending, { line }: TestCase): CaseFault[] {
  const fault = (message: string): CaseFault[] => [{ line, message, expected: null, actual: null }];
  if (ending.kind === 'stuck') return fault('The execution waits for something that never happens.');
  if (ending.kind === 'timed_out')
    return fault('The execution took longer than the playbook’s `timeout` and was ended.');
  if (ending.kind === 'broken') return fault(`The interpreter failed: ${ending.message}`);
  return [];
}

function happeningOf(event: TestEvent, index: number, workflow_id: string, starts_at_ms: number) {
  const signal =
    event.kind === 'cancel'
      ? { name: 'cancel', args: [{ compensate: event.compensate, reason: 'the test says so', actor: requester }] }
      : { name: 'deliver_event', args: [{ event_id: idOf(`event ${index}`), name: event.name, data: event.data }] };
  return {
    at_ms: starts_at_ms + event.after_seconds * 1000,
    happening: { kind: 'signal' as const, workflow_id, ...signal },
  };
}

function inputOf(test: TestCase, plan: Plan): ExecutionInput {
  const features = Object.entries(test.context).map(([name, value]): [string, string | number | boolean | null] => [
    name,
    typeof value === 'object' ? null : value,
  ]);
  return {
    execution_id: idOf(test.name),
    tenant_id: idOf('tenant'),
    plan,
    playbook_digest: '0'.repeat(64),
    inputs: test.inputs,
    context: Object.fromEntries(features),
    entity: test.entity,
    mode: test.mode,
    requested_by: { ...requester, api_key_id: null },
    excluded_user_ids: [requester.user_id],
  };
}
