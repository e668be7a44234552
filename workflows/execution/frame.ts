import { workflowInfo } from '@temporalio/workflow';
import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import type { ExecutionInput } from '../../contracts/execution.ts';
import type { Expression, Template } from '../../contracts/plan/index.ts';
import { evaluateExpression, resolveTemplate } from '../../playbooks/expressions/index.ts';
import { asFailure, failure } from './failures.ts';

/** The variables that steps read and write, and where in the loops we are. Branches and the rounds of a repeat share their variables; rounds of a for_each do not. */
export type Frame = {
  readonly variables: Record<string, JsonValue>;
  /** '' outside loops, else the path of loop indices such as '3' or '3.1'. */
  readonly iteration: string;
  /** Names that only these steps see and that are nobody's output: the number of a repeat's round, a caught `error`. */
  readonly local?: JsonObject;
};

const given = ['inputs', 'context', 'entity', 'execution', 'now'];

/** The variables at the start of an execution: what expressions may read before any step has run. */
export function openFrame(input: ExecutionInput): Frame {
  const started_at = workflowInfo().startTime.toISOString();
  return {
    iteration: '',
    variables: {
      inputs: input.inputs,
      context: input.context,
      entity: input.entity,
      execution: { id: input.execution_id, started_at },
      now: started_at,
    },
  };
}

/** A loop round's frame: it sees everything outside, and what it names stays inside. */
export function roundFrame(outer: Frame, index: number, name: string, item: JsonValue): Frame {
  const { [name]: _hidden, ...local } = outer.local ?? {};
  return { iteration: pathOf(outer, index), variables: { ...outer.variables, [name]: item }, local };
}

/** A repeat round's frame: what it names stays visible in later rounds and afterwards. */
export function repeatFrame(outer: Frame, index: number, name: string): Frame {
  return { ...withLocal(outer, { [name]: index }), iteration: pathOf(outer, index) };
}

/** The same frame for steps that see something besides, such as the `error` of a catch. */
export function withLocal(outer: Frame, local: JsonObject): Frame {
  return { ...outer, local: { ...outer.local, ...local } };
}

function pathOf(outer: Frame, index: number): string {
  return outer.iteration === '' ? String(index) : `${outer.iteration}.${index}`;
}

/** What the steps have named so far, without what was given at the start. */
export function outputsOf(frame: Frame): JsonObject {
  return Object.fromEntries(Object.entries(frame.variables).filter(([name]) => !given.includes(name)));
}

/** The value of an expression; `now` is the workflow's recorded time. Throws a failure EXPRESSION_FAILED with its line. */
export function evaluated(expression: Expression, frame: Frame, more: JsonObject = {}): JsonValue {
  try {
    return evaluateExpression(expression.source, scopeOf(frame, more));
  } catch (error) {
    throw asFailure(error, { line: expression.line });
  }
}

/** Whether a condition holds. Anything but true or false fails closed with EXPRESSION_FAILED. */
export function holds(expression: Expression, frame: Frame, more: JsonObject = {}): boolean {
  const value = evaluated(expression, frame, more);
  if (typeof value === 'boolean') return value;
  const found = value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value;
  throw failure('EXPRESSION_FAILED', `The condition \`${expression.source}\` must be true or false, but is ${found}.`, {
    expression: expression.source,
    line: expression.line,
  });
}

/** A template filled in. Throws a failure EXPRESSION_FAILED with the line of the expression; `line` is that of the step. */
export function filled(template: Template, frame: Frame, line: number): JsonValue {
  try {
    return resolveTemplate(template, scopeOf(frame, {}));
  } catch (error) {
    throw asFailure(error, error instanceof CodedError && error.details.line !== undefined ? {} : { line });
  }
}

/** A map of templates filled in, such as an action's parameters. */
export function filledMap(templates: Readonly<Record<string, Template>>, frame: Frame, line: number): JsonObject {
  return Object.fromEntries(Object.entries(templates).map(([key, template]) => [key, filled(template, frame, line)]));
}

/** Everything that an expression may read at this point. */
export function scopeOf(frame: Frame, more: JsonObject = {}): JsonObject {
  return { ...frame.variables, ...frame.local, ...more, now: new Date().toISOString() };
}
