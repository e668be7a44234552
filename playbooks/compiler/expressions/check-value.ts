import { isNumber, kindName, nameOf, type ValueType } from '../../expressions/checking.ts';
import type { CompileContext } from '../compile-context.ts';
import { closest } from '../nearest.ts';
import { reportField } from './check-literal.ts';
import type { CompiledTemplate } from './compile-template.ts';

/** Checks a value against the type that is wanted, part by part, and reports each part that cannot fit. */
export function checkValue(value: CompiledTemplate, wanted: ValueType, what: string, context: CompileContext): void {
  if (value.broken || wanted.kind === 'any') return;
  const { type } = value;
  const isExpression = value.template.kind === 'expression';
  if ((type.nullable || type.kind === 'null') && !wanted.nullable && type.kind !== 'any') {
    context.report.add({
      code: isExpression ? 'PLAYBOOK_VALUE_MAY_BE_ABSENT' : 'PLAYBOOK_PARAM_TYPE',
      place: value.node.place,
      message: isExpression ? `${what} may be null or absent here.` : `${what} may not be empty.`,
      expected: nameOf(wanted),
      suggestion: isExpression ? 'Guard it in the condition of the step: has(…)' : null,
    });
    return;
  }
  if (type.kind === 'null' || type.kind === 'any') return;
  if (wanted.kind === 'map' && type.kind === 'map') {
    checkFields(value, wanted, what, context);
    return;
  }
  if (wanted.kind === 'list' && type.kind === 'list') {
    const parts = Object.entries(value.children);
    for (const [at, part] of parts) checkValue(part, wanted.item, `${what}[${at}]`, context);
    if (parts.length > 0 || fits(type.item, wanted.item)) return;
  } else if (fits(type, wanted)) {
    return;
  }
  context.report.add({
    code: 'PLAYBOOK_PARAM_TYPE',
    place: value.node.place,
    message: `${what} is ${wanted.kind === 'string' ? nameOf(type) : kindName(type)}.`,
    expected: nameOf(wanted),
    suggestion: suggestionFor(value, wanted),
  });
}

type MapType = Extract<ValueType, { kind: 'map' }>;

function checkFields(value: CompiledTemplate, wanted: MapType, what: string, context: CompileContext): void {
  const names = Object.keys(wanted.fields);
  const written = value.node.kind === 'map' ? value.node.entries : [];
  for (const entry of written) {
    const child = value.children[entry.key];
    const field = Object.hasOwn(wanted.fields, entry.key) ? wanted.fields[entry.key] : (wanted.others ?? undefined);
    if (child !== undefined && field !== undefined) checkValue(child, field, `${what}.${entry.key}`, context);
    if (field !== undefined) continue;
    reportField(value, entry.key, what, names, context.report);
  }
  // A field under another name is there.
  const given = new Set(written.map((entry) => closest(entry.key, names)));
  const have = value.type.kind === 'map' ? value.type.fields : {};
  for (const [name, field] of Object.entries(wanted.fields)) {
    const own = Object.hasOwn(have, name) ? have[name] : undefined;
    const open = value.type.kind === 'map' && value.type.others !== null;
    const missing = own === undefined ? !open : own.nullable && value.template.kind === 'expression';
    const wrong = own !== undefined && value.template.kind === 'expression' && !fits(own, field);
    if (field.nullable || !(missing || wrong) || (own === undefined && given.has(name))) continue;
    context.report.add({
      code: 'PLAYBOOK_PARAM_TYPE',
      place: value.node.place,
      message: wrong ? `${what}.${name} is ${kindName(own)}.` : `${what} has no ${name}.`,
      expected: nameOf(field),
    });
  }
}

/** Whether a value of one type can be one of the other; unknown types can. */
function fits(type: ValueType, wanted: ValueType): boolean {
  if (type.kind === 'any' || wanted.kind === 'any' || type.kind === 'null') return true;
  if (wanted.kind === 'number') return isNumber(type) || type.kind === 'duration';
  if (wanted.kind === 'string') {
    if (type.kind === 'timestamp') return wanted.values === null;
    if (type.kind !== 'string') return false;
    if (wanted.values === null || type.values === null) return true;
    return type.values.some((value) => wanted.values?.includes(value));
  }
  if (wanted.kind === 'list' && type.kind === 'list') return fits(type.item, wanted.item);
  return type.kind === wanted.kind;
}

function suggestionFor(value: CompiledTemplate, wanted: ValueType): string | null {
  const literal = value.template.kind === 'literal' ? value.template.value : null;
  if (wanted.kind === 'string') {
    if (typeof literal === 'string' && wanted.values !== null) return closest(literal, wanted.values);
    return literal === null || typeof literal === 'object' ? 'Use string(…).' : `'${literal}'`;
  }
  if (isNumber(wanted) && typeof literal === 'string' && /^-?\d+(\.\d+)?$/.test(literal)) return literal;
  if (wanted.kind === 'integer' && value.type.kind === 'number') return 'Use round(…), floor(…) or int(…).';
  return null;
}
