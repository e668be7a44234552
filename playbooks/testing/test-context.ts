import type { ActionDefinition } from '../../contracts/action.ts';
import { everyStep } from '../../contracts/plan/every-step.ts';
import type { Plan, Step } from '../../contracts/plan/index.ts';
import { nearest } from '../compiler/nearest.ts';
import type { Report } from '../compiler/report.ts';
import { readText } from '../compiler/scalars.ts';
import type { SourceNode } from '../compiler/source-node.ts';

/** What a test may name: the steps of its playbook and the actions that exist. */
export type TestContext = {
  readonly plan: Plan;
  readonly steps: ReadonlyMap<string, Step>;
  readonly actions: ReadonlyMap<string, ActionDefinition>;
};

/** The context of a compiled playbook. */
export function createTestContext(plan: Plan, actions: readonly ActionDefinition[]): TestContext {
  const steps = everyStep([...plan.steps, ...(plan.on_failure ?? [])]);
  return {
    plan,
    steps: new Map(steps.map((step) => [step.id, step])),
    actions: new Map(actions.map((each) => [`${each.agent}.${each.action}`, each])),
  };
}

/** Reads the id of a step of the playbook. */
export function readStep(node: SourceNode | undefined, context: TestContext, report: Report): string | null {
  return readKnown(node, 'step', [...context.steps.keys()], report);
}

/** Reads the id of an action, `Agent.action`. */
export function readAction(node: SourceNode | undefined, context: TestContext, report: Report): string | null {
  return readKnown(node, 'action', [...context.actions.keys()], report);
}

/** Reads several steps. */
export function readSteps(node: SourceNode | undefined, context: TestContext, report: Report): readonly string[] {
  if (node === undefined) return [];
  const items = node.kind === 'list' ? node.items : [node];
  return items.map((item) => readStep(item, context, report)).filter((id) => id !== null);
}

function readKnown(
  node: SourceNode | undefined,
  what: string,
  known: readonly string[],
  report: Report,
): string | null {
  const text = readText(node, `The ${what}`, report);
  if (text === null || node === undefined || known.includes(text)) return text;
  report.add({
    code: 'PLAYBOOK_VALUE_INVALID',
    place: node.place,
    message: `There is no ${what} ${text}.`,
    expected: known.slice(0, 12).join(', '),
    suggestion: nearest(text, known),
  });
  return null;
}
