import { z } from 'zod';

const count = z.coerce.number().int().nonnegative();
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
export const answerWire = z.object({ data: z.unknown(), errors: z.array(errorWire).nullish() });

/** A launch (`Post`) as every question asks for it: `launchFields`. */
export const launchWire = z.object({
  id: z.coerce.string().min(1),
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
  id: z.coerce.string().min(1),
  body: z.string(),
  createdAt: moment,
  url: z.string().nullish(),
  votesCount: count,
  parentId: z.coerce.string().nullish(),
});
/** The fields of `commentWire` on the wire. */
export const commentFields = 'id body createdAt url votesCount parentId';

/** Whom the token belongs to; `viewer` is null for a token of an application. */
export const viewerWire = z.object({
  viewer: z.object({ user: z.object({ id: z.coerce.string(), name: z.string(), username: z.string() }) }).nullable(),
});
