import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import type { Step } from '../../contracts/plan/index.ts';
import type { Frame } from './frame.ts';

/** The variables that steps may name in the frame they run in; what the rounds of a for_each name stays in there. */
export function namesIn(steps: readonly Step[]): readonly string[] {
  return steps.flatMap((step) => {
    switch (step.kind) {
      case 'set':
        return Object.keys(step.values);
      case 'switch':
        return namesIn([...step.cases.flatMap((each) => each.steps), ...step.otherwise]);
      case 'parallel':
        return namesIn(step.branches.flat());
      case 'repeat':
        return namesIn(step.steps);
      case 'try':
        return namesIn([...step.steps, ...step.catches.flatMap((each) => each.steps), ...step.finally]);
      case 'stop':
        return [];
      default:
        return step.output === null || step.output === undefined ? [] : [step.output];
    }
  });
}

/** What some steps have named so far, to be put back into the frame in a later history instead of running them again. */
export function namedSoFar(names: readonly string[], frame: Frame): JsonObject {
  const named: Record<string, JsonObject[string]> = {};
  for (const name of names) {
    const value = frame.variables[name];
    if (value !== undefined) named[name] = value;
  }
  return named;
}

/** Whether a remembered value is an object, before its members are read. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
