import type { ActionDefinition } from '../../contracts/action.ts';
import type { ActionCall } from '../../contracts/activity-envelope.ts';
import { canonicalJson } from '../../contracts/canonical-json.ts';
import { exampleOf } from './example-value.ts';
import type { Answer, Mock, TestCase } from './test-file.ts';

/** Ends a case because the test itself is not complete. `line` is that of the test file. */
export class CaseStopped extends Error {
  readonly line: number;
  readonly suggestion: string | null;

  constructor(line: number, message: string, suggestion: string | null = null) {
    super(message);
    this.name = 'CaseStopped';
    this.line = line;
    this.suggestion = suggestion;
  }
}

/** The mocks of a case, in the order in which they are asked: those for the step before those for the action. */
export type MockShelf = {
  has(call: ActionCall, action: string): boolean;
  /** The next answer for a call. Throws a CaseStopped that shows the mock to add when there is none. */
  take(call: ActionCall, action: string): { readonly answer: Answer; readonly mock: Mock };
};

/** Puts the mocks of a case on a shelf. */
export function createMockShelf(test: TestCase, actions: ReadonlyMap<string, ActionDefinition>): MockShelf {
  const tries = new Map<Mock, number>();
  const works = new Map<Mock, Set<string>>();
  const find = ({ origin }: ActionCall, action: string): Mock | undefined => {
    const free = test.mocks.filter((mock) => {
      const done = works.get(mock);
      return mock.times === null || done === undefined || done.has(origin.idempotency_key) || done.size < mock.times;
    });
    const fits = free.filter((mock) => mock.action === null || mock.action === action);
    return (
      fits.find((mock) => mock.step === origin.step_id) ??
      fits.find((mock) => mock.step === null && mock.action === action)
    );
  };
  return {
    has: (call, action) => find(call, action) !== undefined,
    take: (call, action) => {
      const mock = find(call, action);
      const place = `${action} (step ${call.origin.step_id})`;
      if (mock === undefined)
        throw new CaseStopped(
          test.line,
          `${place} is called, and the test does not say what it gives.`,
          skeleton(action, actions),
        );
      works.set(mock, (works.get(mock) ?? new Set()).add(call.origin.idempotency_key));
      const turn = tries.get(mock) ?? 0;
      tries.set(mock, turn + 1);
      const answer = mock.answers[Math.min(turn, mock.answers.length - 1)];
      if (answer === undefined) throw new CaseStopped(mock.line, `The mock of ${place} gives nothing.`);
      return { answer, mock };
    },
  };
}

/** The mock that would do, to be pasted into the file. */
function skeleton(action: string, actions: ReadonlyMap<string, ActionDefinition>): string | null {
  const definition = actions.get(action);
  if (definition === undefined) return null;
  const gives =
    definition.effect === 'write' ? 'before: { … }' : `returns: ${canonicalJson(exampleOf(definition.output))}`;
  return `mocks: [{ action: ${action}, ${gives} }]`;
}
