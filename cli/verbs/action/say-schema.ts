import { cell } from '../../terminal.ts';

type Schema = Readonly<Record<string, unknown>>;

const deepest = 5;

/** A JSON Schema as rows of name, type and description: fields of maps below their map as `a.b`, those of list items as `a[].b`. */
export function rowsOf(schema: unknown): readonly (readonly string[])[] {
  return isSchema(schema) ? fieldsOf(schema, '', 0) : [];
}

function fieldsOf(schema: Schema, before: string, depth: number): readonly (readonly string[])[] {
  const { inner, path } = throughLists(certain(schema), before);
  const properties = isSchema(inner.properties) ? inner.properties : {};
  const required: readonly unknown[] = Array.isArray(inner.required) ? inner.required : [];
  return Object.entries(properties).flatMap(([name, field]) => {
    if (!isSchema(field)) return [];
    const whole = path === '' ? name : `${path}.${name}`;
    const row = [whole, sayType(field) + (required.includes(name) ? '' : ', may be left out'), cell(describe(field))];
    return [row, ...(depth < deepest ? fieldsOf(field, whole, depth + 1) : [])];
  });
}

function throughLists(schema: Schema, path: string): { readonly inner: Schema; readonly path: string } {
  return isSchema(schema.items) && schema.type === 'array'
    ? throughLists(certain(schema.items), `${path}[]`)
    : { inner: schema, path };
}

/** What a schema says beside `null`. */
function certain(schema: Schema): Schema {
  const choices = alternativesOf(schema).filter((each) => each.type !== 'null');
  return choices.length === 1 ? (choices[0] ?? schema) : schema;
}

function alternativesOf({ anyOf, oneOf }: Schema): readonly Schema[] {
  const found = Array.isArray(anyOf) ? anyOf : Array.isArray(oneOf) ? oneOf : [];
  return found.filter(isSchema);
}

const words: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  array: 'list',
  object: 'map',
  null: 'null',
};

function sayType(schema: Schema): string {
  const alternatives = alternativesOf(schema);
  if (alternatives.length > 0) return [...new Set(alternatives.map(sayType))].join(' or ');
  if ('const' in schema) return String(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map(String).join(' | ');
  const types = Array.isArray(schema.type) ? schema.type : [schema.type ?? 'any'];
  const type = types.map((each) => words[String(each)] ?? String(each)).join(' or ');
  return `${type}${range(schema)}`;
}

/** Limits that say something: not those of whole numbers as such. */
function range(schema: Schema): string {
  const { minimum, maximum, exclusiveMinimum, minLength, maxLength, minItems, maxItems } = schema;
  const said = [
    ['at least', minimum ?? minLength ?? minItems],
    ['more than', exclusiveMinimum],
    ['at most', maximum ?? maxLength ?? maxItems],
  ].flatMap(([word, limit]) =>
    typeof limit === 'number' && Math.abs(limit) < Number.MAX_SAFE_INTEGER ? [`${word} ${limit}`] : [],
  );
  return said.length === 0 ? '' : ` (${said.join(', ')})`;
}

function describe({ description }: Schema): string | null {
  return typeof description === 'string' ? description : null;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
