import { refuseJson, VERSION } from '../failure.ts';

/** The types that fields of the wire have here. */
export type FieldType =
  | 'string'
  | 'int64'
  | 'double'
  | 'boolean'
  | 'bytes'
  | { readonly enum: string; readonly values: readonly string[] }
  | { readonly message: Fields }
  | { readonly list: FieldType };
/** The fields of a message, by their names in camel case. */
export type Fields = Readonly<Record<string, FieldType>>;
/** A message whose names and types are right: int64 as text, names in camel case. */
export type Message = Readonly<Record<string, unknown>>;

/** `daily_budget` as `dailyBudget`. */
export const camelOf = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
/** `dailyBudget` as `daily_budget`. */
export const snakeOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const typeNames = {
  string: 'TYPE_STRING',
  int64: 'TYPE_INT64',
  double: 'TYPE_DOUBLE',
  boolean: 'TYPE_BOOL',
  bytes: 'TYPE_BYTES',
};

function badValue(path: string, type: string, value: unknown): Error {
  return refuseJson(path, `Invalid value at '${path}' (${type}), ${JSON.stringify(value)}`);
}

function readScalar(value: unknown, type: keyof typeof typeNames, path: string): unknown {
  const no = () => badValue(path, typeNames[type], value);
  if (type === 'string' && typeof value === 'string') return value;
  if (type === 'boolean' && typeof value === 'boolean') return value;
  if (type === 'double' && typeof value === 'number') return value;
  if (type === 'int64') {
    const whole = typeof value === 'number' ? Number.isSafeInteger(value) : /^-?\d{1,19}$/.test(String(value));
    if (whole && (typeof value === 'number' || typeof value === 'string')) return String(value);
  }
  if (type === 'bytes' && typeof value === 'string' && /^[A-Za-z0-9+/_-]*={0,2}$/.test(value)) return value;
  throw no();
}

function readField(value: unknown, type: FieldType, path: string): unknown {
  if (typeof type === 'string') return readScalar(value, type, path);
  if ('enum' in type) {
    if (typeof value === 'string' && type.values.includes(value)) return value;
    throw badValue(
      path,
      `type.googleapis.com/google.ads.googleads.${VERSION}.enums.${type.enum}Enum.${type.enum}`,
      value,
    );
  }
  if ('message' in type) return readMessage(value, type.message, path);
  if (!Array.isArray(value)) throw badValue(path, 'TYPE_MESSAGE', value);
  return value.map((each, index) => readField(each, type.list, `${path}[${index}]`));
}

/**
 * Reads a message as the JSON layer does: names in camel or snake case, unknown ones refused, int64 as text or number, null
 * as if it were not there.
 */
export function readMessage(value: unknown, fields: Fields, path: string): Message {
  if (!isRecord(value)) throw badValue(path, 'TYPE_MESSAGE', value);
  const message: Record<string, unknown> = {};
  for (const [name, each] of Object.entries(value)) {
    const known = camelOf(name);
    const type = Object.hasOwn(fields, known) ? fields[known] : undefined;
    if (type === undefined) {
      const at = path === '' ? '' : ` at '${path}'`;
      throw refuseJson(path, `Invalid JSON payload received. Unknown name "${name}"${at}: Cannot find field.`);
    }
    const below = path === '' ? snakeOf(known) : `${path}.${snakeOf(known)}`;
    if (each !== null) message[known] = readField(each, type, below);
  }
  return message;
}

/** The field at a path of names, or undefined. */
export function fieldAt(message: Message, path: readonly string[]): unknown {
  let found: unknown = message;
  for (const name of path) found = isRecord(found) ? found[name] : undefined;
  return found;
}
