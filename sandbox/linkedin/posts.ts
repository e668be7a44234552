import { z } from 'zod';
import type { Call } from '../door/call.ts';
import type { Scene } from '../door/personality.ts';
import type { Reply } from '../door/reply.ts';
import type { Books } from '../world/books.ts';
import type { Entity } from '../world/entity.ts';
import { requireImage } from './images.ts';
import { offsetPage } from './offset-paging.ts';
import { badInput, notFound } from './refusals.ts';
import { type RestliRecord, textOf, textsOf } from './restli-query.ts';
import { organizationOf } from './shapes.ts';
import { keyOf, requireKey, urnOf } from './urn.ts';

const articleSchema = z.strictObject({
  source: z.url(),
  title: z.string().min(1).max(400),
  description: z.string().max(4086).optional(),
  thumbnail: z.string().optional(),
});
const postSchema = z.strictObject({
  author: z.string(),
  commentary: z.string().max(3000),
  visibility: z.literal('PUBLIC'),
  distribution: z.strictObject({
    feedDistribution: z.enum(['NONE', 'MAIN_FEED']),
    targetEntities: z.array(z.json()).optional(),
    thirdPartyDistributionChannels: z.array(z.json()).optional(),
  }),
  adContext: z.strictObject({
    dscAdAccount: z.string(),
    dscName: z.string().max(255).optional(),
    dscStatus: z.enum(['ACTIVE', 'ARCHIVED', 'CANCELED', 'COMPLETED', 'DRAFT', 'PAUSED']).optional(),
    dscAdType: z.string().optional(),
  }),
  content: z
    .union([
      z.strictObject({ article: articleSchema }),
      z.strictObject({ media: z.strictObject({ id: z.string(), title: z.string().optional() }) }),
    ])
    .optional(),
  contentLandingPage: z.url().optional(),
  contentCallToActionLabel: z.string().optional(),
  lifecycleState: z.literal('PUBLISHED'),
  isReshareDisabledByAuthor: z.boolean().optional(),
});
type Post = z.infer<typeof postSchema>;

function checkReferences(post: Post, scene: Scene): void {
  requireKey('organization', post.author, 'author');
  const account = requireKey('sponsoredAccount', post.adContext.dscAdAccount, 'adContext/dscAdAccount');
  if (account !== scene.account.external_id) throw badInput('adContext/dscAdAccount', 'is another account');
  if (post.distribution.feedDistribution !== 'NONE') {
    throw badInput('distribution/feedDistribution', 'a post with an adContext is shown in no feed: NONE');
  }
  if (post.content === undefined) return;
  if ('media' in post.content) requireImage(post.content.media.id, 'content/media/id', scene);
  else if (post.content.article.thumbnail !== undefined) {
    requireImage(post.content.article.thumbnail, 'content/article/thumbnail', scene);
  }
}

/** `POST /posts`: a dark post, which the books call a creative. The same again makes a second one. */
export function createPost(call: Call, scene: Scene): Reply {
  const parsed = postSchema.safeParse(call.body);
  if (!parsed.success) throw badInput('post', z.prettifyError(parsed.error));
  checkReferences(parsed.data, scene);
  const { external_id: account_id } = scene.account;
  const id = scene.world.newId();
  const name = parsed.data.adContext.dscName ?? parsed.data.commentary.slice(0, 50);
  const initial = { name, status: 'ACTIVE', post: JSON.stringify(parsed.data) };
  const created = { id, kind: 'creative' as const, account_id, campaign_id: null, parent_id: null, initial };
  scene.world.commit([{ do: 'create', account: scene.account, created }], call.request_id);
  return { status: 201, body: undefined, headers: { 'x-restli-id': urnOf('share', id) } };
}

/** A post as it is read. What came with the demo is told in the same form. */
function postShape(books: Books, entity: Entity) {
  const id = urnOf('share', entity.id);
  const common = { id, lifecycleState: 'PUBLISHED', createdAt: entity.created_at ?? books.world.birth().born_at };
  const written = books.value(entity, 'post');
  if (typeof written === 'string') return { ...postSchema.parse(JSON.parse(written)), ...common };
  return {
    ...common,
    author: organizationOf(books.account.external_id),
    commentary: `Made-up ad of ${entity.campaign.campaign_name}`,
    visibility: 'PUBLIC',
    distribution: { feedDistribution: 'NONE' },
    adContext: {
      dscAdAccount: urnOf('sponsoredAccount', books.account.external_id),
      dscName: String(books.value(entity, 'name')),
      dscStatus: 'ACTIVE',
    },
  };
}

/** `GET /posts/{urn}`. */
export function readPost(urn: string, { books }: Scene): Reply {
  const entity = books.entity(keyOf('share', urn) ?? '');
  if (entity?.kind !== 'creative') throw notFound(urn);
  return { status: 200, body: postShape(books, entity) };
}

/** `GET /posts?q=dscAdAccount&dscAdAccount=…`: the dark posts of the account, by `start` and `count`. */
export function findPosts(query: RestliRecord, { books, account }: Scene): Reply {
  if (textOf(query, 'q') !== 'dscAdAccount') throw badInput('q', 'the finder here is dscAdAccount', 'PARAM_INVALID');
  const key = requireKey('sponsoredAccount', textOf(query, 'dscAdAccount'), 'dscAdAccount');
  if (key !== account.external_id) throw badInput('dscAdAccount', 'is another account', 'PARAM_INVALID');
  textsOf(query, 'dscAdTypes');
  const rows = books.list('creative').map((entity) => postShape(books, entity));
  return { status: 200, body: offsetPage(rows, query, 100) };
}
