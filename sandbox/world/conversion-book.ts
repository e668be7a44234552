import { z } from 'zod';
import { platformSchema } from '../../contracts/platform.ts';
import type { JsonLines } from '../ledger/json-lines.ts';

/** One conversion as an API took it, under names that all platforms share. */
export const receivedConversionSchema = z.object({
  platform: platformSchema,
  account_id: z.string(),
  /** Pixel, dataset, conversion action or rule. */
  destination: z.string(),
  event_id: z.string(),
  event_name: z.string().nullable(),
  /** ISO instant at which it happened. */
  at: z.string(),
  /** Major units, as all platforms write it here. */
  value: z.number().nullable(),
  currency: z.string().nullable(),
  /** Hashes and click ids by the platform’s own names, exactly as they came. */
  identifiers: z.record(z.string(), z.array(z.string())),
  /** The event as it came. */
  wire: z.json(),
  request_id: z.string(),
  /** What the platform calls the same event: a second one with this key counts once. Its own rule makes it. */
  counts_by: z.string(),
});
/** One received conversion. */
export type ReceivedConversion = z.infer<typeof receivedConversionSchema>;

/** Everything that was received, over all platforms. */
export type ConversionBook = {
  /** Writes a batch down; when this returns, it is on the disk. Says of each whether it counts (true) or was there already. */
  readonly receive: (conversions: readonly ReceivedConversion[]) => readonly boolean[];
  /** One row for each event that counts, as it first came, with how often it came. */
  readonly counted: () => readonly (Omit<ReceivedConversion, 'counts_by'> & { readonly times: number })[];
};

/** Makes the book on top of its file. */
export function createConversionBook(lines: JsonLines<ReceivedConversion>): ConversionBook {
  const keyOf = (each: ReceivedConversion) => JSON.stringify([each.platform, each.destination, each.counts_by]);
  return {
    receive: (conversions) => {
      const known = new Set(lines.entries().map(keyOf));
      const counts = conversions.map((each) => {
        const isNew = !known.has(keyOf(each));
        known.add(keyOf(each));
        return isNew;
      });
      lines.append(conversions);
      return counts;
    },
    counted: () =>
      [...Map.groupBy(lines.entries(), keyOf).values()].flatMap((same) => {
        const [first] = same;
        if (first === undefined) return [];
        const { counts_by: _, ...row } = first;
        return [{ ...row, times: same.length }];
      }),
  };
}
