import type { JsonValue } from '../../../contracts/canonical-json.ts';
import type { PlanInput } from '../../../contracts/plan/index.ts';
import { mapType, maybe, parseTimestamp, plain, textType, type ValueType } from '../../expressions/checking.ts';
import { readFields, reportType } from '../fields.ts';
import { languageMaps } from '../keys/index.ts';
import type { Report } from '../report.ts';
import { readBoolean, readChoice, readText } from '../scalars.ts';
import type { SourceNode } from '../source-node.ts';

/** Names that no expression may say, because they could lead to a prototype. */
const forbidden: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor']);

const types = languageMaps.input.keys.type.value.of;

/** Declared inputs with the type of `inputs.*`. */
export type CompiledInputs = { readonly inputs: Record<string, PlanInput>; readonly type: ValueType };

/** Reads `inputs`: a map of names to `{type, description, required, default}`, or to a type alone. */
export function readInputs(node: SourceNode | undefined, report: Report): CompiledInputs {
  const inputs: Record<string, PlanInput> = {};
  const fieldTypes: Record<string, ValueType> = {};
  if (node !== undefined && node.kind !== 'map' && !(node.kind === 'scalar' && node.value === null)) {
    reportType(node, '`inputs`', 'a map of names and types', report);
  }
  for (const { key, keyPlace, value } of node?.kind === 'map' ? node.entries : []) {
    if (!/^[A-Za-z_][A-Za-z0-9_]{0,62}$/.test(key) || forbidden.has(key)) {
      report.add({
        code: 'PLAYBOOK_ID_INVALID',
        place: keyPlace,
        message: `${key} is not a name that an expression can say.`,
        expected: 'letters a–z, digits and _',
      });
      continue;
    }
    const input = readInput(value, key, report);
    if (input !== null) inputs[key] = input;
    const type = input === null ? plain('any') : typeOfInput(input.type);
    fieldTypes[key] = input !== null && !input.required && input.default === null ? maybe(type) : type;
  }
  // Of inputs that cannot be read it is not known which there are.
  const unreadable = node !== undefined && node.kind !== 'map' && !(node.kind === 'scalar' && node.value === null);
  return { inputs, type: mapType(fieldTypes, unreadable ? plain('any') : null) };
}

function readInput(node: SourceNode, name: string, report: Report): PlanInput | null {
  if (node.kind === 'scalar') {
    const type = readChoice(node, `The type of ${name}`, types, report);
    return type === null ? null : { type, description: null, required: true, default: null };
  }
  const fields = readFields(node, { what: `The input ${name}`, keys: languageMaps.input.keys }, report);
  if (fields === null) return null;
  const defaultNode = fields.node('default');
  const type = readChoice(fields.node('type'), `The type of ${name}`, types, report);
  const value = defaultNode === undefined ? null : plainValue(defaultNode);
  if (defaultNode !== undefined && type !== null && value !== null && !fits(value, type)) {
    reportType(defaultNode, `The default of ${name}`, type, report);
  }
  if (fields.entry('type') === undefined) {
    report.add({
      code: 'PLAYBOOK_KEY_MISSING',
      place: { start: fields.place.start, end: fields.place.start + 1 },
      message: `The input ${name} has no \`type\`.`,
      expected: types.join(', '),
      suggestion: 'type: string',
    });
  }
  const required = readBoolean(fields.node('required'), '`required`', report) ?? value === null;
  if (type === null) return null;
  return {
    type,
    description: readText(fields.node('description'), '`description`', report),
    required,
    default: asJson(value),
  };
}

function plainValue(node: SourceNode): JsonValue {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainValue);
  return node.kind === 'map'
    ? Object.fromEntries(node.entries.map((entry) => [entry.key, plainValue(entry.value)]))
    : null;
}

function asJson(value: JsonValue): PlanInput['default'] {
  if (Array.isArray(value)) return value.map((item: JsonValue) => asJson(item));
  if (typeof value !== 'object' || value === null) return typeof value === 'object' ? null : value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asJson(item)]));
}

function fits(value: JsonValue, type: PlanInput['type']): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'timestamp':
      return typeof value === 'string' && parseTimestamp(value) !== null;
    case 'integer':
      return Number.isInteger(value);
    case 'list':
      return Array.isArray(value);
    case 'map':
      return typeof value === 'object' && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}

/** The type of the values that an input of this type takes. */
export function typeOfInput(type: PlanInput['type']): ValueType {
  if (type === 'list') return { kind: 'list', item: plain('any'), nullable: false };
  if (type === 'map') return mapType({}, plain('any'));
  // A timestamp comes in as ISO 8601 text; timestamp(…) reads it.
  return type === 'string' || type === 'timestamp' ? textType() : plain(type);
}
