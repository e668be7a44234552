import { z } from 'zod';

// Not `coerce`: it would make 0 of a count that is missing, and a text of an id that is.
const count = z.union([z.int().nonnegative(), z.string().regex(/^\d+$/).transform(Number)]);
/** An id: a text or a number on the wire. */
export const identifier = z.union([z.string().min(1), z.int()]).transform(String);
const moment = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), 'not a moment')
  .transform((text) => new Date(text).toISOString());

/** One entry of `errors`: GraphQL’s own has `message`, those before GraphQL (token, quota) have `error`. */
export const errorWire = z.object({
  message: z.string().nullish(),
  error: z.string().nullish(),
  error_description: z.string().nullish(),
  details: z.object({ reset_in: z.number().nullish() }).nullish().catch(null),
});
/** Any answer. What `data` holds is read by the schema of the question. */
export const answerWire = z.object({ data: z.unknown().optional(), errors: z.array(errorWire).nullish() });

/** A launch (`Post`) as every question asks for it: `launchFields`. */
export const launchWire = z.object({
  id: identifier,
  name: z.string(),
  tagline: z.string().nullish(),
  url: z.string().nullish(),
  createdAt: moment,
  featuredAt: moment.nullish(),
  votesCount: count,
  commentsCount: count,
});
/** A launch. */
export type LaunchWire = z.infer<typeof launchWire>;
/** The fields of `launchWire` on the wire. */
export const launchFields = 'id name tagline url createdAt featuredAt votesCount commentsCount';

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() });

/** One page of a list that is read by cursor: what is on it, and whether and where it goes on. */
export type Page<Node> = { readonly nodes: readonly Node[]; readonly more: boolean; readonly cursor: string | null };

/** Reads a page whose items are read by `node`. */
export function pageWire<Node>(node: z.ZodType<Node>) {
  return z.object({ edges: z.array(z.object({ node })), pageInfo }).transform(
    (wire): Page<Node> => ({
      nodes: wire.edges.map((edge) => edge.node),
      more: wire.pageInfo.hasNextPage,
      cursor: wire.pageInfo.endCursor ?? null,
    }),
  );
}

/** One comment below a launch. Who wrote it is redacted by the platform, so it is not asked for. */
export const commentWire = z.object({
  id: identifier,
  body: z.string(),
  createdAt: moment,
  url: z.string().nullish(),
  votesCount: count,
  parentId: identifier.nullish(),
});
/** The fields of `commentWire` on the wire. */
export const commentFields = 'id body createdAt url votesCount parentId';

/** Whom the token belongs to; `viewer` is null for a token of an application. */
export const viewerWire = z.object({
  viewer: z.object({ user: z.object({ id: identifier, name: z.string(), username: z.string() }) }).nullable(),
});
