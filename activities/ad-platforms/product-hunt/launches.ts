import { z } from 'zod';
import { type EntityReference, type EntityState, nothingHeld } from '../../../contracts/ad-platform.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { LaunchComment, LaunchState } from '../../../contracts/launch.ts';
import type { ProductHuntClient } from './client.ts';
import { vendor } from './failures.ts';
import { commentsQuestion, launchQuestion } from './questions.ts';
import { commentWire, type LaunchWire, launchWire, pageWire } from './schemas.ts';

/** What the mapping needs besides the wire. */
export type AccountFacts = { readonly account_id: string; readonly currency: string; readonly now: () => Date };

/**
 * A launch as our campaign: no children, no money, nothing that can be set. The API shows only launches that are out, so each
 * of them is active; when it was created stands in `readLaunch`, because that is not when it begins to run.
 */
export function launchState(wire: LaunchWire, account: AccountFacts): EntityState {
  return {
    ...nothingHeld,
    platform: 'product_hunt',
    account_id: account.account_id,
    entity_type: 'campaign',
    entity_id: wire.id,
    parent_id: null,
    name: wire.name || wire.id,
    status: 'active',
    currency: account.currency,
    read_at: account.now().toISOString(),
  };
}

/** The error for what stands above or below a launch. */
export function onlyLaunches({ entity_type, entity_id }: EntityReference): CodedError {
  const message = `${vendor} has launches and nothing below them: there is no ${entity_type}.`;
  return new CodedError('PLATFORM_CAPABILITY_MISSING', message, { entity_type, entity_id });
}

const postWire = z.object({ post: launchWire.nullable() });

/** A launch by its number, or by the name in its address (`/posts/<name>`), which is what people have at hand. */
async function readWire(client: ProductHuntClient, reference: EntityReference): Promise<LaunchWire> {
  const { entity_type, entity_id } = reference;
  if (entity_type !== 'campaign') throw onlyLaunches(reference);
  const named = /^\d+$/.test(entity_id) ? { id: entity_id, slug: null } : { id: null, slug: entity_id };
  const { post } = await client.ask(launchQuestion, named, postWire);
  if (post === null)
    throw new CodedError('PLATFORM_NOT_FOUND', `${vendor} has no launch ${entity_id}.`, { entity_type, entity_id });
  return post;
}

/** Reads one launch. Throws PLATFORM_NOT_FOUND, and PLATFORM_CAPABILITY_MISSING for any other level. */
export async function readEntity(client: ProductHuntClient, account: AccountFacts, reference: EntityReference) {
  return launchState(await readWire(client, reference), account);
}

const commentsWire = z
  .object({ post: z.object({ comments: pageWire(commentWire) }).nullable() })
  .transform(({ post }) => post?.comments ?? { nodes: [], more: false, cursor: null });

function commentOf(wire: z.infer<typeof commentWire>): LaunchComment {
  return {
    comment_id: wire.id,
    parent_id: wire.parentId ?? null,
    body: wire.body,
    written_at: wire.createdAt,
    url: wire.url ?? null,
    votes: wire.votesCount,
  };
}

/** Comments after a moment, the newest first; reading stops at the first older one, or at `most`. */
async function readComments(client: ProductHuntClient, id: string, since: string | null, most: number) {
  const found: LaunchComment[] = [];
  const from = since === null ? Number.NEGATIVE_INFINITY : Date.parse(since);
  for await (const nodes of client.pages(commentsQuestion, { id }, commentsWire)) {
    const newer = nodes.filter((wire) => Date.parse(wire.createdAt) > from);
    found.push(...newer.map(commentOf));
    if (newer.length < nodes.length || found.length >= most) break;
  }
  return found.slice(0, most);
}

/**
 * How a launch is received now: votes and comments as counts, and the comments after `comments_since`. The documented schema
 * has no rank (the order of `posts` is not the one of the site), so the rank is always null.
 */
export async function readLaunch(
  client: ProductHuntClient,
  { now }: AccountFacts,
  query: {
    readonly reference: EntityReference;
    readonly comments_since: string | null;
    readonly most_comments: number;
  },
): Promise<LaunchState> {
  const wire = await readWire(client, query.reference);
  const comments = await readComments(client, wire.id, query.comments_since, query.most_comments);
  return {
    entity_id: wire.id,
    name: wire.name || wire.id,
    url: wire.url ?? null,
    votes: wire.votesCount,
    comments: wire.commentsCount,
    rank: null,
    created_at: wire.createdAt,
    featured_at: wire.featuredAt ?? null,
    new_comments: comments,
    read_at: now().toISOString(),
  };
}
