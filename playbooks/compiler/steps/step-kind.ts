import type { Expression, Step } from '../../../contracts/plan/index.ts';
import type { CompileContext, Scope } from '../compile-context.ts';
import type { Fields } from '../fields.ts';
import type { Flow } from '../flow.ts';
import type { StepMap } from '../keys/index.ts';
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
  /** Compiles nested steps; the way back into the list of kinds. `silently` only looks ahead: nothing is reported or counted. */
  readonly compileSteps: (
    node: SourceNode | undefined,
    what: string,
    scope: Scope,
    silently?: boolean,
  ) => CompiledSteps;
};

/** A compiled step with what holds after it ran. Null when it cannot be built; everything wrong was reported. */
export type CompiledStep = { readonly step: Step | null; readonly after: Flow };

/** Compiled steps in order. */
export type CompiledSteps = { readonly steps: readonly Step[]; readonly after: Flow };

/** One kind of step: its row of `stepMaps`, and how it is compiled. A step is of the kind that one of its keys names. */
export type StepKindRow = StepMap & { readonly compile: (source: StepSource) => CompiledStep };
