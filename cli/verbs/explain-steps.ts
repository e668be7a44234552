import type { Plan, Step } from '../../contracts/plan/index.ts';
import { sayApproval, sayTemplate } from './explain-policies.ts';
import { sayLength } from './explain-words.ts';

/** The lines that say one step, and the steps inside it, numbered and indented. */
export function sayStep(step: Step, plan: Plan, number: string, indent: string): readonly string[] {
  const inside = `${indent}${' '.repeat(number.length + 1)}`;
  const condition = step.condition === null ? '' : `If ${step.condition.source}: `;
  const first = (text: string): string => `${indent}${number} ${step.name ?? step.id}: ${condition}${text}`;
  const nested = (steps: readonly Step[], deeper: string): readonly string[] =>
    steps.flatMap((each, at) => sayStep(each, plan, `${number}${at + 1}.`, deeper));

  switch (step.kind) {
    case 'action':
      return [first(step.summary), ...sayAction(step, plan).map((line) => `${inside}${line}`)];
    case 'approval': {
      const title =
        step.approval.title === null
          ? 'waits for an approval.'
          : `waits for an approval: ${sayTemplate(step.approval.title)}.`;
      return [first(title), ...sayApproval(step.approval).map((line) => `${inside}${line}`)];
    }
    case 'parallel': {
      const until = step.join === 'all' ? 'goes on when all are done' : 'goes on when the first is done';
      const branches = step.branches.flatMap((branch, at) => [
        `${inside}Branch ${at + 1}:`,
        ...nested(branch, `${inside}  `),
      ]);
      return [first(`${step.branches.length} branches at once; it ${until}.`), ...branches];
    }
    case 'switch': {
      const cases = step.cases.flatMap((each) => [
        `${inside}When ${each.when.source}:`,
        ...nested(each.steps, `${inside}  `),
      ]);
      const otherwise =
        step.otherwise.length === 0 ? [] : [`${inside}Otherwise:`, ...nested(step.otherwise, `${inside}  `)];
      return [first('takes the first case that holds.'), ...cases, ...otherwise];
    }
    case 'for_each': {
      const failing = step.on_item_error === 'fail' ? 'one that fails fails the step' : 'one that fails is left out';
      return [
        first(`for each ${step.as} in ${step.items.source}, at most ${step.max_parallel} at once; ${failing}.`),
        ...nested(step.steps, inside),
      ];
    }
    case 'set':
      return [
        first(
          `names ${Object.entries(step.values)
            .map(([name, value]) => `${name} = ${sayTemplate(value)}`)
            .join('; ')}.`,
        ),
      ];
    case 'wait':
      return [
        first(
          step.wait.kind === 'for'
            ? `waits ${sayLength(step.wait.seconds)}.`
            : step.wait.kind === 'until'
              ? `waits until ${step.wait.until.source}.`
              : `waits.`,
        ),
      ];
    case 'stop':
      return [
        first(
          `ends the execution as ${step.status}${step.result === null ? '' : ` with ${sayTemplate(step.result)}`}.`,
        ),
      ];
  }
}

type Action = Extract<Step, { kind: 'action' }>;

function sayAction(step: Action, plan: Plan): readonly string[] {
  const params = Object.entries(step.params).map(([name, value]) => `${name} = ${sayTemplate(value)}`);
  const output = step.output === null ? '' : `, gives ${step.output}`;
  const effect = {
    read: 'It reads and changes nothing',
    propose: 'It writes only our own records',
    write: 'It changes the ad platform: planned, checked against the guardrails, applied once, read back',
    notify: 'It tells people',
  }[step.effect];
  const tries = step.retry.max_attempts === 1 ? 'one attempt' : `up to ${step.retry.max_attempts} attempts`;
  const lines = [
    `Calls ${step.action_id}${params.length === 0 ? '' : ` with ${params.join(', ')}`}${output}.`,
    `${effect}; ${tries} of ${sayLength(step.timeout_seconds)}${step.on_error === 'continue' ? '; a failure does not end the execution' : ''}.`,
  ];
  if (step.effect !== 'write' || plan.guardrails.autonomy === 'shadow' || step.approval === null) return lines;
  return [...lines, 'This step always asks.', ...sayApproval(step.approval)];
}
