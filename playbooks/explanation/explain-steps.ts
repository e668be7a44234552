import type { Plan, Step } from '../../contracts/plan/index.ts';
import { plural, sayTemplate, sayWait } from '../wording/index.ts';
import { sayAction, sayValues } from './explain-action.ts';
import { sayApproval } from './explain-policies.ts';

/** One of the lists of steps inside a step, under its heading. */
type Part = { readonly heading: string; readonly steps: readonly Step[] };

/**
 * The lines that say one step, and the steps inside it, numbered and indented. A number names one step only: where a step has
 * several lists of steps, these have letters (2.a.1 and 2.b.1).
 */
export function sayStep(step: Step, plan: Plan, number: string, indent: string): readonly string[] {
  const inside = `${indent}${' '.repeat(number.length + 1)}`;
  const condition = step.condition === null ? '' : `If ${step.condition.source}: `;
  const { text, lines, parts } = sayKind(step, plan);
  const [only] = parts;
  const nested = (steps: readonly Step[], prefix: string, deeper: string): readonly string[] =>
    steps.flatMap((each, at) => sayStep(each, plan, `${prefix}${at + 1}.`, deeper));
  return [
    `${indent}${number} ${step.name ?? step.id}: ${condition}${text}.`,
    ...lines.map((line) => `${inside}${line}`),
    ...(parts.length === 1 && only?.heading === ''
      ? nested(only.steps, number, inside)
      : parts.flatMap(({ heading, steps }, at) => [
          `${inside}${letter(at)}. ${heading}:`,
          ...nested(steps, `${number}${letter(at)}.`, `${inside}   `),
        ])),
  ];
}

function letter(at: number): string {
  return at < 26 ? String.fromCharCode(97 + at) : `${letter(Math.floor(at / 26) - 1)}${letter(at % 26)}`;
}

type Said = { readonly text: string; readonly lines: readonly string[]; readonly parts: readonly Part[] };

const plain = (text: string, lines: readonly string[] = []): Said => ({ text, lines, parts: [] });

/** Under which name a step leaves something behind. */
function gives({ output }: { readonly output?: string | null | undefined }): string {
  return output === null || output === undefined ? '' : `; gives ${output}`;
}

function sayKind(step: Step, plan: Plan): Said {
  switch (step.kind) {
    case 'action':
      return plain(step.summary.replace(/\.$/, ''), sayAction(step, plan));
    case 'approval': {
      const { title } = step.approval;
      const question = title === null ? '' : `: ${sayTemplate(title)}`;
      return plain(`waits for an approval${question}${gives(step)}`, sayApproval(step.approval));
    }
    case 'parallel': {
      const until = step.join === 'all' ? 'goes on when all are done' : 'goes on when the first is done';
      const parts = step.branches.map((steps, at) => ({ heading: `Branch ${at + 1}`, steps }));
      return { text: `${step.branches.length} branches at once; it ${until}`, lines: [], parts };
    }
    case 'switch': {
      const cases = step.cases.map(({ when, steps }) => ({ heading: `When ${when.source}`, steps }));
      const otherwise = step.otherwise.length === 0 ? [] : [{ heading: 'Otherwise', steps: step.otherwise }];
      return { text: 'takes the first case that holds', lines: [], parts: [...cases, ...otherwise] };
    }
    case 'for_each': {
      const failing = step.on_item_error === 'fail' ? 'one that fails fails the step' : 'one that fails is left out';
      const text = `for each ${step.as} in ${step.items.source}, at most ${step.max_parallel} at once; ${failing}${gives(step)}`;
      return { text, lines: [], parts: [{ heading: '', steps: step.steps }] };
    }
    case 'repeat': {
      const asks = step.while === null ? `until ${step.until?.source ?? ''}` : `while ${step.while.source}`;
      const limit = step.on_limit === 'fail' ? 'then it fails' : 'then it goes on';
      const text = `again and again ${asks}, at most ${plural(step.max_iterations, 'round')}; ${limit}; ${step.as} is the number of the round`;
      return { text, lines: [], parts: [{ heading: '', steps: step.steps }] };
    }
    case 'try': {
      const catches = step.catches.map(({ when, steps }) => ({
        heading: when === null ? 'When it fails' : `When it fails and ${when.source}`,
        steps,
      }));
      const last = step.finally.length === 0 ? [] : [{ heading: 'In any case, at the end', steps: step.finally }];
      const text = 'tries; a failure that a case below takes does not end the execution';
      return { text, lines: [], parts: [{ heading: 'Tries', steps: step.steps }, ...catches, ...last] };
    }
    case 'playbook': {
      const output = step.output === null ? '' : `, gives ${step.output}`;
      return plain(`runs the playbook ${step.playbook_id} and waits for it`, [
        `As an execution of its own, with its own guardrails and approvals${sayValues('; its inputs: ', step.inputs)}${output}.`,
      ]);
    }
    case 'set':
      return plain(
        `names ${Object.entries(step.values)
          .map(([name, value]) => `${name} = ${sayTemplate(value)}`)
          .join('; ')}`,
      );
    case 'wait':
      return plain(`${sayWait(step)}${gives(step)}`);
    case 'stop':
      return plain(
        `ends the execution as ${step.status}${step.result === null ? '' : ` with ${sayTemplate(step.result)}`}`,
      );
  }
}
