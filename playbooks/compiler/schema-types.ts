import { either, mapType, maybe, plain, textType, type ValueType } from '../expressions/checking.ts';

const deepest = 12;

/** The type of the values that a JSON Schema (draft 2020-12, as zod writes it) describes. What it cannot say becomes `any`. */
export function typeOfSchema(schema: unknown): ValueType {
  return read(schema, schema, 0);
}

function read(schema: unknown, root: unknown, depth: number): ValueType {
  if (!isRecord(schema) || depth > deepest) return plain('any');
  if (typeof schema.$ref === 'string') return read(resolve(schema.$ref, root), root, depth + 1);
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(alternatives)) {
    const types = alternatives.map((each) => read(each, root, depth + 1));
    return types.reduce((one, other) => either(one, other), types[0] ?? plain('any'));
  }
  if ('const' in schema) return literalType([schema.const]);
  if (Array.isArray(schema.enum)) return literalType(schema.enum);
  if (Array.isArray(schema.type)) {
    const types = schema.type.map((type) => read({ ...schema, type }, root, depth + 1));
    return types.reduce((one, other) => either(one, other), types[0] ?? plain('any'));
  }
  switch (schema.type) {
    case 'string':
      return textType();
    case 'number':
    case 'integer':
    case 'boolean':
    case 'null':
      return plain(schema.type);
    case 'array':
      return { kind: 'list', item: read(schema.items, root, depth + 1), nullable: false };
    case 'object':
      return objectType(schema, root, depth);
    default:
      return plain('any');
  }
}

function objectType(schema: Record<string, unknown>, root: unknown, depth: number): ValueType {
  const properties = isRecord(schema.properties) ? schema.properties : {};
  const required: readonly unknown[] = Array.isArray(schema.required) ? schema.required : [];
  const fields: Record<string, ValueType> = {};
  for (const [name, property] of Object.entries(properties)) {
    const type = read(property, root, depth + 1);
    fields[name] = required.includes(name) ? type : maybe(type);
  }
  const others = schema.additionalProperties;
  const open = isRecord(others) ? read(others, root, depth + 1) : null;
  // A map by name (z.record) may lack any one key.
  return mapType(fields, open === null ? null : isEmpty(others) ? plain('any') : maybe(open));
}

function literalType(values: readonly unknown[]): ValueType {
  const texts = values.filter((value) => typeof value === 'string');
  if (texts.length === values.length) return textType(texts);
  const kinds = values.map((value): ValueType => {
    if (value === null) return plain('null');
    if (typeof value === 'string') return textType([value]);
    if (typeof value === 'boolean') return plain('boolean');
    return plain(Number.isInteger(value) ? 'integer' : 'number');
  });
  return kinds.reduce((one, other) => either(one, other), kinds[0] ?? plain('any'));
}

function resolve(reference: string, root: unknown): unknown {
  if (reference === '#') return root;
  let target: unknown = root;
  for (const part of reference.replace(/^#\//, '').split('/')) {
    target = isRecord(target) ? target[part.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
  }
  return target;
}

function isEmpty(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).length === 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
