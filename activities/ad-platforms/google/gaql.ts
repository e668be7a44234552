import { CodedError } from '../../../contracts/errors/index.ts';

/**
 * A query of the Google Ads Query Language. Names are constants of this folder; values come through `id`, `text` and `like`.
 * https://developers.google.com/google-ads/api/docs/query/grammar
 */
export function gaql(query: {
  readonly select: readonly string[];
  readonly from: string;
  readonly where?: readonly string[];
  readonly order_by?: string;
  readonly limit?: number;
}): string {
  return [
    `SELECT ${query.select.join(', ')} FROM ${query.from}`,
    ...(query.where === undefined || query.where.length === 0 ? [] : [`WHERE ${query.where.join(' AND ')}`]),
    ...(query.order_by === undefined ? [] : [`ORDER BY ${query.order_by}`]),
    ...(query.limit === undefined ? [] : [`LIMIT ${query.limit}`]),
  ].join(' ');
}

/** An id for a query or a resource name. Throws PLATFORM_NOT_FOUND for what is none, so that nothing else gets into a query. */
export function id(text: string): string {
  if (/^\d{1,19}$/.test(text)) return text;
  throw new CodedError('PLATFORM_NOT_FOUND', `${text.slice(0, 40)} is no id of Google Ads.`, { entity_id: text });
}

/** A text in quotes. Throws PLATFORM_REFUSED for one that holds a quote or a backslash; none of ours does. */
export function text(value: string): string {
  if (!/['"\\\n]/.test(value)) return `'${value}'`;
  throw new CodedError('PLATFORM_REFUSED', 'A text with quotes does not go into a query.', {
    value: value.slice(0, 80),
  });
}
