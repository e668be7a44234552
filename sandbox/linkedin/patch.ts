import { z } from 'zod';
import { badInput } from './refusals.ts';

const patchSchema = z.strictObject({
  patch: z.strictObject({
    $set: z.record(z.string(), z.unknown()).default({}),
    $delete: z.array(z.string()).default([]),
  }),
});
/** What a PARTIAL_UPDATE sets and takes away. */
export type Patch = { readonly set: Readonly<Record<string, unknown>>; readonly remove: readonly string[] };

/** Reads the body of a PARTIAL_UPDATE, `{"patch":{"$set":{…},"$delete":[…]}}`. Refuses another shape and an empty patch. */
export function readPatch(body: unknown): Patch {
  const parsed = patchSchema.safeParse(body);
  if (!parsed.success) throw badInput('patch', z.prettifyError(parsed.error));
  const { $set: set, $delete: remove } = parsed.data.patch;
  if (Object.keys(set).length + remove.length === 0) throw badInput('patch', 'sets nothing and deletes nothing');
  const both = remove.find((name) => Object.hasOwn(set, name));
  if (both !== undefined) throw badInput(both, 'is both set and deleted');
  return { set, remove };
}
