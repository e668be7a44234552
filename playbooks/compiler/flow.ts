import { either, maybe, type ValueType } from '../expressions/checking.ts';
import type { CompileContext, Scope } from './compile-context.ts';
import type { Place } from './source-node.ts';

/**
 * What holds after a step: the names, and whether the steps after it can be reached at all. `learned` is what the step itself
 * makes sure of for the steps after it, such as what the `until` of a loop asks for.
 */
export type Flow = { readonly scope: Scope; readonly ended: boolean; readonly learned?: ReadonlySet<string> };

/** Names that belong to the language; no step may set them. */
export const reservedNames: ReadonlySet<string> = new Set([
  'inputs',
  'context',
  'entity',
  'execution',
  'now',
  'error',
  'event',
  'person',
  'outputs',
  'steps',
  'total_change',
  'max_change_pct',
  'change_count',
  'risk',
  'confidence',
  'true',
  'false',
  'null',
  'in',
  'has',
  '__proto__',
  'prototype',
  'constructor',
]);

/** The scope with one more name. Reports a name that belongs to the language or was set before. */
export function define(scope: Scope, name: string, type: ValueType, place: Place, context: CompileContext): Scope {
  if (reservedNames.has(name)) {
    context.report.add({
      code: 'PLAYBOOK_NAME_RESERVED',
      place,
      message: `${name} belongs to the language and cannot be set.`,
      expected: 'another name',
      suggestion: `${name.replaceAll('_', '') || 'value'}_value`,
    });
    return scope;
  }
  if (Object.hasOwn(scope.names, name) && scope.carried?.has(name) !== true) {
    const before = context.setLater.get(name);
    const where =
      before === undefined || before.start === place.start ? '' : ` on line ${context.report.lineAt(before.start)}`;
    context.report.add({
      code: 'PLAYBOOK_OUTPUT_DUPLICATE',
      place,
      message: `${name} is already set${where}.`,
      expected: 'a name that is not used yet',
      suggestion: `${name}_2`,
    });
    return scope;
  }
  if (scope.carried?.has(name) !== true) return { ...scope, names: { ...scope.names, [name]: type } };
  // What was known about an earlier value of this name does not hold for the new one.
  const carried = without(scope.carried, name);
  return { ...scope, names: { ...scope.names, [name]: type }, guarded: stillGuarded(scope, carried), carried };
}

/** The scope in which these names may be there already, and may be set again. */
export function carry(scope: Scope, names: Readonly<Record<string, ValueType>>): Scope {
  const carried = Object.entries(names).filter(([name]) => !Object.hasOwn(scope.names, name));
  const maybeThere = Object.fromEntries(carried.map(([name, type]) => [name, maybe(type)]));
  return {
    ...scope,
    names: { ...scope.names, ...maybeThere },
    carried: new Set([...(scope.carried ?? []), ...Object.keys(maybeThere)]),
  };
}

/** What steps have named: names that were not there before, or that an earlier round had left and they set anew. */
export function namesSet(before: Scope, after: Scope): Readonly<Record<string, ValueType>> {
  const set = ([name]: readonly [string, ValueType]): boolean =>
    !Object.hasOwn(before.names, name) || (before.carried?.has(name) === true && after.carried?.has(name) !== true);
  return Object.fromEntries(Object.entries(after.names).filter(set));
}

/** The scope with the names of another that it lacks, which may be absent. */
export function withMaybe(scope: Scope, other: Scope): Scope {
  const names: Record<string, ValueType> = { ...scope.names };
  for (const [name, type] of Object.entries(other.names)) if (!Object.hasOwn(names, name)) names[name] = maybe(type);
  return { ...scope, names };
}

/** The scope with one more name that belongs to the language, such as `error` in a catch. */
export function withName(scope: Scope, name: string, type: ValueType): Scope {
  return { ...scope, names: { ...scope.names, [name]: type } };
}

/** The scope in which more is known to be there. */
export function withGuards(scope: Scope, guards: ReadonlySet<string>): Scope {
  return { ...scope, guarded: new Set([...scope.guarded, ...guards]) };
}

/** What a scope guards once some of its carried names were set again: nothing that is said about those. */
export function stillGuarded(before: Scope, carried: ReadonlySet<string> | undefined): ReadonlySet<string> {
  const set = [...(before.carried ?? [])].filter((name) => carried?.has(name) !== true);
  if (set.length === 0) return before.guarded;
  return new Set([...before.guarded].filter((key) => !set.includes(/^[^.[]*/.exec(key)?.[0] ?? '')));
}

function without(names: ReadonlySet<string> | undefined, name: string): ReadonlySet<string> {
  return new Set([...(names ?? [])].filter((each) => each !== name));
}

/**
 * What holds after branches of which one ran: a name set in all of them is there, one set in some may be absent.
 * Branches that end the execution do not count.
 */
export function mergeBranches(before: Scope, branches: readonly Flow[]): Flow {
  const open = branches.filter((branch) => !branch.ended).map((branch) => branch.scope);
  if (open.length === 0 && branches.length > 0) return { scope: before, ended: true };
  const names: Record<string, ValueType> = { ...before.names };
  for (const name of new Set(open.flatMap((scope) => Object.keys(scope.names)))) {
    if (Object.hasOwn(before.names, name) && before.carried?.has(name) !== true) continue;
    const types = open.flatMap((scope) => (Object.hasOwn(scope.names, name) ? (scope.names[name] ?? []) : []));
    const [first, ...others] = types;
    if (first === undefined) continue;
    const merged = others.reduce(either, first);
    names[name] = types.length === open.length ? merged : maybe(merged);
  }
  const carried = new Set(
    [...(before.carried ?? [])].filter((name) => open.every((scope) => scope.carried?.has(name))),
  );
  const rested = open.every((scope) => scope.rested === true);
  return { scope: { names, guarded: stillGuarded(before, carried), carried, rested }, ended: false };
}
