import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { parseJson } from '../wire/exchange.ts';
import { decodeBytes } from './python-bytes.ts';

const header = 'Time,log_object_type,';

const rowWire = z.object({
  Time: z.string(),
  'Object ID': z.string(),
  Object: z.string().default(''),
  Operator: z.string().default(''),
  'App ID': z.string().default(''),
  'Activity details': z.string().default(''),
});
const activityWire = z.array(
  z.object({
    name: z.string().default(''),
    before_after: z.array(z.object({ before: z.string().nullish(), after: z.string().nullish() })).default([]),
  }),
);
const fileWire = z.object({ file_data: z.string() });

/** One change of one thing, as the log tells it; times have no seconds. */
export type LoggedChange = {
  readonly time: string;
  readonly object_id: string;
  /** The kind of change, such as `Budget & Schedule`. */
  readonly topic: string;
  /** What changed, such as `Budget`. */
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly operator: string | null;
  readonly app_id: string | null;
};

/** The CSV inside what the download gives: plain, in an object of JSON, or in one of Python, in both of which it is a bytes literal. */
function csvOf(changelog: string): string {
  const held = fileWire.safeParse(parseJson(changelog)).data?.file_data;
  const python = /'file_data':\s*(b?'[\s\S]*')\s*,\s*'file_name'/.exec(changelog)?.[1];
  return decodeBytes(held ?? python ?? changelog);
}

function shown(text: string | null | undefined): string | null {
  const plain = text ? decodeBytes(text).trim() : '';
  return plain === '' ? null : plain;
}

/**
 * Reads a change log: a few lines of counts, an empty line, then a table whose last column tells the changes as JSON. Throws
 * PLATFORM_ANSWER_INVALID when the table is not there. https://business-api.tiktok.com/portal/docs?id=1739924165710849
 */
export function readChangeLog(changelog: string): readonly LoggedChange[] {
  const csv = csvOf(changelog);
  const start = csv.indexOf(header);
  if (start < 0) throw new CodedError('PLATFORM_ANSWER_INVALID', 'TikTok’s change log has no table.', {});
  const rows: unknown[] = parse(csv.slice(start), {
    ...{ columns: true, trim: true, skip_empty_lines: true, relax_column_count: true, relax_quotes: true },
  });
  return rows.flatMap((row) => {
    const wire = rowWire.safeParse(row).data;
    if (wire === undefined) return [];
    const { Time: time, 'Object ID': object_id, Object: topic, Operator: operator, 'App ID': app } = wire;
    const common = { time, object_id, topic, operator: operator || null, app_id: /^\d+$/.test(app) ? app : null };
    const activities = activityWire.safeParse(parseJson(wire['Activity details'])).data ?? [];
    return activities.flatMap(({ name, before_after }) =>
      before_after.map(({ before, after }) => ({
        ...common,
        name: name.trim(),
        before: shown(before),
        after: shown(after),
      })),
    );
  });
}
