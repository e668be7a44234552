import type { Expression, Step } from '../../../contracts/plan/index.ts';
import type { CompileContext, Scope } from '../compile-context.ts';
import type { Fields } from '../fields.ts';
import type { Flow } from '../flow.ts';
import type { Place, SourceNode } from '../source-node.ts';

/** What every step has, already read. `conditional` is true when the step may be skipped. */
export type StepBase = {
  readonly id: string;
  readonly line: number;
  readonly name: string | null;
  readonly condition: Expression | null;
};

/** What a kind gets to compile one step of its own. `inside` is the scope in which the step’s condition holds. */
export type StepSource = {
  readonly base: StepBase;
  readonly fields: Fields;
  readonly place: Place;
  readonly inside: Scope;
  readonly context: CompileContext;
  /** Compiles nested steps; the way back into the list of kinds. */
  readonly compileSteps: (node: SourceNode | undefined, what: string, scope: Scope) => CompiledSteps;
};

/** A compiled step with what holds after it ran. Null when it cannot be built; everything wrong was reported. */
export type CompiledStep = { readonly step: Step | null; readonly after: Flow };

/** Compiled steps in order. */
export type CompiledSteps = { readonly steps: readonly Step[]; readonly after: Flow };

/**
 * One kind of step: the keys that only it has, and how it is compiled.
 * `keys[0]` names the kind; a step is of the kind whose key it has.
 */
export type StepKindRow = {
  readonly keys: readonly string[];
  /** Keys beside `id`, `name` and `condition` that the kind also takes. */
  readonly alsoTakes: readonly string[];
  readonly compile: (source: StepSource) => CompiledStep;
};
