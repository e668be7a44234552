import { everyStep } from '../../contracts/plan/every-step.ts';
import type { Plan, Step } from '../../contracts/plan/index.ts';
import type { Excuse } from './test-file.ts';
import type { Seen, Trace } from './trace.ts';

/** One way that a playbook can go, and whether a test went it. `line` is that of the playbook. */
export type CoveragePoint = {
  readonly kind: 'branch' | 'gate';
  readonly step: string;
  readonly line: number;
  /** In words, such as `condition false` or `rejected`. */
  readonly way: string;
  readonly reached: boolean;
  /** Why it cannot be reached, when the test file says so. */
  readonly excused: string | null;
};

type Way = Omit<CoveragePoint, 'reached' | 'excused'> & { readonly went: (seen: readonly Seen[]) => boolean };

/** Every branch and every ending of every gate of a playbook, with whether one of the executions went that way. */
export function coverageOf(
  plan: Plan,
  traces: readonly Trace[],
  excuses: readonly Excuse[] = [],
): readonly CoveragePoint[] {
  const ways = [
    ...everyStep([...plan.steps, ...(plan.on_failure ?? [])]).flatMap((step) => [
      ...branchesOf(step),
      ...gatesOf(step, plan),
    ]),
    ...failureBranch(plan),
  ];
  return ways.map(({ went, ...way }) => ({
    ...way,
    reached: traces.some((trace) => went(trace.seen)),
    excused: excuses.find((each) => each.step === way.step && each.way === way.way)?.because ?? null,
  }));
}

function branchesOf(step: Step): Way[] {
  const branch = (way: string, went: Way['went'], line = step.line): Way => ({
    kind: 'branch',
    step: step.id,
    line,
    way,
    went,
  });
  const ways: Way[] = [];
  if (step.condition !== null) {
    ways.push(branch('condition true', (seen) => touches(seen, [step], false)));
    ways.push(branch('condition false', (seen) => reports(seen, step).some((each) => each.status === 'skipped')));
  }
  const output = (seen: readonly Seen[], key: string) =>
    reports(seen, step).flatMap((each) =>
      typeof each.output === 'object' && each.output !== null && key in each.output
        ? [Reflect.get(each.output, key)]
        : [],
    );
  switch (step.kind) {
    case 'switch':
      ways.push(
        ...step.cases.map((each, index) =>
          branch(`case ${each.when.source}`, (seen) => output(seen, 'case').includes(index), each.line),
        ),
        branch('else', (seen) => output(seen, 'case').includes('else')),
      );
      return ways;
    case 'try':
      ways.push(
        ...step.catches.map((each) =>
          branch(`catch ${each.when?.source ?? ''}`.trimEnd(), (seen) => touches(seen, each.steps, true), each.line),
        ),
      );
      return ways;
    case 'for_each':
      return [
        ...ways,
        branch('no item', (seen) => output(seen, 'items').includes(0)),
        branch('some items', (seen) => touches(seen, step.steps, true)),
      ];
    case 'repeat':
      return step.while === null
        ? ways
        : [
            ...ways,
            branch('no round', (seen) => completed(seen, step) && !touches(seen, step.steps, true)),
            branch('some rounds', (seen) => touches(seen, step.steps, true)),
          ];
    case 'action':
      if (step.on_error === 'continue') ways.push(branch('failed and passed over', (seen) => hasFailed(seen, step)));
      return ways;
    case 'wait':
      if (step.wait.kind !== 'event') return ways;
      return [
        ...ways,
        branch('event came', (seen) => output(seen, 'name').length > 0),
        branch(
          'event did not come',
          (seen) => hasFailed(seen, step) || (completed(seen, step) && output(seen, 'name').length === 0),
        ),
      ];
    default:
      return ways;
  }
}

const endings = [
  ['approved', ['approved']],
  ['rejected', ['rejected']],
  ['not decided in time', ['expired']],
] as const;

function gatesOf(step: Step, plan: Plan): Way[] {
  if (step.kind !== 'approval' && !(step.kind === 'action' && mayAsk(step, plan))) return [];
  return endings.map(([way, statuses]) => ({
    ...{ kind: 'gate', step: step.id, line: step.line, way },
    went: (seen) =>
      seen.some(
        (each) => each.kind === 'settled' && each.step === step.id && statuses.some((one) => one === each.status),
      ),
  }));
}

/** Whether people can be asked about a write; in the shadow nobody ever is. */
function mayAsk(step: Extract<Step, { kind: 'action' }>, { guardrails }: Plan): boolean {
  return step.effect === 'write' && guardrails.autonomy !== 'shadow';
}

function failureBranch(plan: Plan): Way[] {
  const steps = plan.on_failure ?? [];
  const [first] = steps;
  if (first === undefined) return [];
  return [
    {
      ...{ kind: 'branch', step: 'on_failure', line: first.line, way: 'the execution failed' },
      went: (seen) => touches(seen, steps, true),
    },
  ];
}

type StepReport = Extract<Seen, { kind: 'report' }>;

function reports(seen: readonly Seen[], step: Step): readonly StepReport[] {
  return seen.filter((each) => each.kind === 'report').filter((each) => each.step === step.id);
}

function completed(seen: readonly Seen[], step: Step): boolean {
  return reports(seen, step).some((each) => each.status === 'completed');
}

function hasFailed(seen: readonly Seen[], step: Step): boolean {
  return reports(seen, step).some((each) => each.status === 'failed');
}

/** Whether any of the steps, or one inside them, was reached; one that was passed over counts only where asked. */
function touches(seen: readonly Seen[], steps: readonly Step[], skipped: boolean): boolean {
  const ids = new Set(everyStep(steps).map((step) => step.id));
  return seen.some((each) => ids.has(each.step) && (skipped || each.kind !== 'report' || each.status !== 'skipped'));
}

/** The share of ways that were gone, in percent; 100 when there is none to go. */
export function coveragePct(points: readonly CoveragePoint[]): number {
  if (points.length === 0) return 100;
  return (
    Math.floor((points.filter((point) => point.reached || point.excused !== null).length / points.length) * 1000) / 10
  );
}
