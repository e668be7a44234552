import { either, maybe, type ValueType } from '../expressions/checking.ts';
import type { CompileContext, Scope } from './compile-context.ts';
import type { Place } from './source-node.ts';

/** What holds after a step: the names, and whether the steps after it can be reached at all. */
export type Flow = { readonly scope: Scope; readonly ended: boolean };

/** Names that belong to the language; no step may set them. */
export const reservedNames: ReadonlySet<string> = new Set([
  'inputs',
  'context',
  'entity',
  'execution',
  'now',
  'error',
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
  if (Object.hasOwn(scope.names, name)) {
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
  return { ...scope, names: { ...scope.names, [name]: type } };
}

/** The scope in which more is known to be there. */
export function withGuards(scope: Scope, guards: ReadonlySet<string>): Scope {
  return { ...scope, guarded: new Set([...scope.guarded, ...guards]) };
}

/**
 * What holds after branches of which one ran: a name set in all of them is there, one set in some may be absent.
 * Branches that end the execution do not count.
 */
export function mergeBranches(before: Scope, branches: readonly Flow[]): Flow {
  const open = branches.filter((branch) => !branch.ended);
  if (open.length === 0 && branches.length > 0) return { scope: before, ended: true };
  const names: Record<string, ValueType> = { ...before.names };
  for (const branch of open) {
    for (const [name, type] of Object.entries(branch.scope.names)) {
      if (Object.hasOwn(before.names, name)) continue;
      const everywhere = open.every((other) => Object.hasOwn(other.scope.names, name));
      const sofar = names[name];
      const merged = sofar === undefined ? type : either(sofar, type);
      names[name] = everywhere ? merged : maybe(merged);
    }
  }
  return { scope: { names, guarded: before.guarded }, ended: false };
}
