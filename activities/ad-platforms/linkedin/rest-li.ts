/** A value of a Rest.li query: lists become `List(…)`, objects `(key:value,…)`. */
export type RestLiValue = string | number | boolean | readonly RestLiValue[] | { readonly [key: string]: RestLiValue };

/** The parameters of a query in the order in which they are sent. */
export type RestLiQuery = Readonly<Record<string, RestLiValue>>;

/**
 * A text inside a query. Rest.li gives `( ) , : '` a meaning of their own, so that they are percent-encoded wherever they are
 * part of a value (`urn%3Ali%3A…`); the first three are not touched by `encodeURIComponent`. An empty text is two quotes.
 */
function encodeText(text: string): string {
  if (text === '') return "''";
  return encodeURIComponent(text).replace(/[()'!*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function isList(value: RestLiValue): value is readonly RestLiValue[] {
  return Array.isArray(value);
}

/** One value in the notation of Rest.li 2.0. https://linkedin.github.io/rest.li/spec/protocol */
export function encodeValue(value: RestLiValue): string {
  if (typeof value === 'string') return encodeText(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (isList(value)) return `List(${value.map(encodeValue).join(',')})`;
  return `(${Object.entries(value)
    .map(([key, inner]) => `${encodeText(key)}:${encodeValue(inner)}`)
    .join(',')})`;
}

/** A query text. `fields` is the projection: names joined by bare commas, not a list. */
export function encodeQuery(query: RestLiQuery, fields: readonly string[] = []): string {
  const pairs = Object.entries(query).map(([key, value]) => `${encodeText(key)}=${encodeValue(value)}`);
  return [...pairs, ...(fields.length === 0 ? [] : [`fields=${fields.join(',')}`])].join('&');
}
