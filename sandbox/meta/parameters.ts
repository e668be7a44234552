import { invalidParameter } from './reply.ts';

/** Parameters of a call, from the query and from a form or JSON body, the body winning. */
export type Parameters = Readonly<Record<string, unknown>>;

/** Parameters that belong to the call itself and are never a field of the thing. */
export const transportParameters: ReadonlySet<string> = new Set([
  'access_token',
  'appsecret_proof',
  'fields',
  'execution_options',
  'format',
  'method',
  'locale',
  'pretty',
]);

/** A text parameter; undefined when it is missing. */
export function textOf(parameters: Parameters, name: string): string | undefined {
  const value = parameters[name];
  if (typeof value === 'string' && value !== '') return value;
  return typeof value === 'number' ? String(value) : undefined;
}

/** A nested parameter: JSON-encoded in queries and forms, plain in JSON bodies. Refuses what is not JSON. */
export function nestedOf(parameters: Parameters, name: string): unknown {
  const value = parameters[name] ?? parameters[`${name}[]`];
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    throw invalidParameter(`param ${name} must be valid JSON.`, { blame_fields: [name] });
  }
}

/** A list of texts: a JSON array, repeated parameters, or one text alone. */
export function textsOf(parameters: Parameters, name: string): readonly string[] {
  const raw = parameters[name] ?? parameters[`${name}[]`];
  if (raw === undefined) return [];
  const value = typeof raw === 'string' && !raw.startsWith('[') ? raw.split(',') : nestedOf({ [name]: raw }, name);
  if (!Array.isArray(value)) throw invalidParameter(`param ${name} must be an array.`, { blame_fields: [name] });
  return value.map(String);
}
