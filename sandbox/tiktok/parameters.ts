import { z } from 'zod';
import type { Call } from '../door/call.ts';
import { refusal } from '../door/reply.ts';
import type { AccountSpec } from '../world/account-spec.ts';
import { badParameter, codes, failure } from './envelope.ts';

/** Ids travel as texts of digits. */
export const idSchema = z.string().regex(/^\d{1,20}$/);
/** The advertiser of a call. */
export const advertiser = { advertiser_id: idSchema };

/** Refuses an advertiser that is not the one whose token was sent. */
export function requireOwn(advertiser_id: string, account: AccountSpec): void {
  if (advertiser_id === account.external_id) return;
  throw refusal(failure(codes.no_permission, `No permission to operate advertiser ${advertiser_id}`));
}

/**
 * The values of a query: lists and objects are JSON-encoded, `page` and `page_size` are numbers. A list that is not JSON, such
 * as `a,b`, is refused by whoever wants a list.
 */
function queryValues(call: Call): Readonly<Record<string, unknown>> {
  const entries = Object.entries(call.query).map(([name, value]) => {
    if (typeof value !== 'string') throw badParameter(`${name}: is given more than once`);
    if (/^(page|page_size)$/.test(name)) return [name, /^\d+$/.test(value) ? Number(value) : value];
    if (!/^[[{]/.test(value)) return [name, value];
    try {
      return [name, JSON.parse(value)];
    } catch {
      throw badParameter(`${name}: is not valid JSON`);
    }
  });
  return Object.fromEntries(entries);
}

/** Checks the parameters of a call, from the query of a GET or the JSON body of a POST. Unknown ones are refused by name. */
export function parametersOf<T>(call: Call, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(call.method === 'GET' ? queryValues(call) : (call.body ?? {}));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join('.') ?? '';
  throw badParameter(`${path === '' ? 'params' : path}: ${issue?.message ?? 'has another shape'}`);
}

/** `page` from 1 and `page_size` from 1 to `largest`, 10 when not said. */
export const paging = (largest: number) => ({
  page: z.int().min(1).default(1),
  page_size: z.int().min(1).max(largest).default(10),
});

/** One page of a list, `{list, page_info{page,page_size,total_number,total_page}}`. */
export function pageOf<T>(rows: readonly T[], asked: { readonly page: number; readonly page_size: number }) {
  const { page, page_size } = asked;
  const start = (page - 1) * page_size;
  return {
    list: rows.slice(start, start + page_size),
    page_info: { page, page_size, total_number: rows.length, total_page: Math.ceil(rows.length / page_size) },
  };
}

/** Only the asked fields of a row; all of them when none was asked for. Refuses a field that the row cannot have. */
export function pick(row: Readonly<Record<string, unknown>>, fields: readonly string[] | undefined) {
  if (fields === undefined) return row;
  const unknown = fields.find((field) => !Object.hasOwn(row, field));
  if (unknown !== undefined) throw badParameter(`fields: ${unknown} is not a field`);
  return Object.fromEntries(fields.map((field) => [field, row[field]]));
}
