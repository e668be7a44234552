import { z } from 'zod';
import type { JsonValue } from '../../../contracts/canonical-json.ts';
import { nameOf, type ValueType } from '../../expressions/checking.ts';
import { wordFromElsewhere } from '../keys/elsewhere.ts';
import { closest } from '../nearest.ts';
import type { Report } from '../report.ts';
import { entryOf } from '../source-node.ts';
import type { CompiledTemplate } from './compile-template.ts';
import { sayIssue } from './say-issue.ts';

/** Checks a value without expressions against the parameter’s own schema, ranges and formats included; points at the part that fails. */
export function checkLiteral(
  value: CompiledTemplate,
  schema: z.core.$ZodType | undefined,
  wanted: ValueType,
  what: string,
  report: Report,
): void {
  if (schema === undefined || value.template.kind !== 'literal') return;
  // Some schemas drop what they do not know; here it is a mistake, as for a value with expressions.
  const unknown = unknownFields(value, wanted, []);
  for (const { part, key, path, choices } of unknown) reportField(part, key, nameOfPart(what, path), choices, report);
  const parsed = z.safeParse(schema, value.template.value);
  if (parsed.success) return;
  // A field under another name is there.
  const renamed = new Set(unknown.map(({ key, path, choices }) => [...path, closest(key, choices)].join('.')));
  for (const issue of parsed.error.issues.slice(0, 5)) {
    if (renamed.has(issue.path.join('.')) || (issue.code === 'unrecognized_keys' && unknown.length > 0)) continue;
    const part = partAt(value, issue.path);
    const literal = valueAt(value.template.value, issue.path);
    const { message, expected } = sayIssue(issue, nameOfPart(what, issue.path), literal);
    report.add({
      code: 'PLAYBOOK_PARAM_TYPE',
      place: part.node.place,
      message,
      expected: issue.path.length === 0 && issue.code === 'invalid_type' ? nameOf(wanted) : expected,
      suggestion: meantBy(issue, literal, part, what),
    });
  }
}

type UnknownField = {
  readonly part: CompiledTemplate;
  readonly key: string;
  readonly path: readonly (string | number)[];
  readonly choices: readonly string[];
};

function unknownFields(
  value: CompiledTemplate,
  wanted: ValueType,
  path: readonly (string | number)[],
): readonly UnknownField[] {
  const parts = Object.entries(value.children);
  if (wanted.kind === 'list')
    return parts.flatMap(([at, part]) => unknownFields(part, wanted.item, [...path, Number(at)]));
  if (wanted.kind !== 'map') return [];
  const choices = Object.keys(wanted.fields);
  return parts.flatMap(([key, part]) => {
    const field = Object.hasOwn(wanted.fields, key) ? wanted.fields[key] : wanted.others;
    return field == null ? [{ part: value, key, path, choices }] : unknownFields(part, field, [...path, key]);
  });
}

/** Reports a field that a map does not have, at its key. */
export function reportField(
  { node }: CompiledTemplate,
  key: string,
  what: string,
  choices: readonly string[],
  report: Report,
): void {
  report.add({
    code: 'PLAYBOOK_PARAM_UNKNOWN',
    place: entryOf(node, key)?.keyPlace ?? node.place,
    message: `${what} has no field ${key}.`,
    expected: choices.join(', ') || null,
    suggestion: closest(key, choices),
  });
}

function nameOfPart(what: string, path: readonly PropertyKey[]): string {
  return what + path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
}

function partAt(value: CompiledTemplate, path: readonly PropertyKey[]): CompiledTemplate {
  return path.reduce((part: CompiledTemplate, key) => part.children[String(key)] ?? part, value);
}

function meantBy(issue: z.core.$ZodIssue, literal: JsonValue, part: CompiledTemplate, what: string): string | null {
  const raw = part.node.kind === 'scalar' ? part.node.raw : String(literal);
  if (issue.code === 'invalid_value' && typeof literal === 'string') {
    const choices = issue.values.map(String);
    return wordFromElsewhere(literal, choices) ?? closest(literal, choices);
  }
  if (issue.code !== 'invalid_type') return null;
  const numeric = issue.expected === 'number' || issue.expected === 'int';
  if (numeric && typeof literal === 'string') return /^-?\d+(\.\d+)?$/.test(literal) ? literal : null;
  if (issue.expected === 'string' && (typeof literal === 'number' || typeof literal === 'boolean')) return `'${raw}'`;
  if (issue.expected === 'array' && typeof literal === 'string') return `[${raw}]`;
  // Money is counted in minor units: who writes 99.50 means 9950.
  if (issue.expected === 'int' && typeof literal === 'number' && what.endsWith('_minor'))
    return String(Math.round(literal * 100));
  return null;
}

function valueAt(value: JsonValue, path: readonly PropertyKey[]): JsonValue {
  return path.reduce<JsonValue>((inner, key) => {
    const parts = typeof inner === 'object' && inner !== null ? Object.entries(inner) : [];
    return parts.find(([name]) => name === String(key))?.[1] ?? null;
  }, value);
}
