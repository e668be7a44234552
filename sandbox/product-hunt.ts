import { z } from 'zod';
import { bearerOf, type Call } from './door/call.ts';
import type { Personality, Scene } from './door/personality.ts';
import { type Reply, refusal } from './door/reply.ts';
import { totalsOf } from './market/report.ts';
import type { Entity } from './world/entity.ts';

/*
 * Product Hunt’s API 2.0: the part of its public schema that is about the viewer, launches and comments, with GraphQL’s own
 * complaints about what is not in it. Votes are the clicks that the market gave since the launch, comments its conversions.
 * https://github.com/producthunt/producthunt-api/blob/master/schema.graphql, https://api.producthunt.com/v2/docs
 */

type Scalar = string | number | boolean | null;
type Args = Readonly<Record<string, Scalar>>;
type Node = { type: string; fields: Readonly<Record<string, Value | ((args: Args) => Value)>> };
type Value = Scalar | Node | Node[];
type Selection = { name: string; alias: string; args: Args; below: Selection[] | null };

const requestSchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
});
const limit = 6250;
const windowMilliseconds = 900_000;
const mostPerPage = 20;
const paging = ['first', 'after'];
/** The arguments that fields take; all others take none. */
const takes = new Map(Object.entries({ post: ['id', 'slug'], madePosts: paging, comments: [...paging, 'order'] }));

const failed = (status: number, error: object): Reply => ({ status, body: { data: null, errors: [error] } });
const complaint = (message: string) => refusal(failed(200, { message }));
const unauthorized = () =>
  failed(401, { error: 'invalid_oauth_token', error_description: 'Please supply a valid access token.' });
function throttled(reset_in: number | null): Reply {
  const error_description = 'Sorry. You have exceeded the API rate limit, please try again later.';
  const details = reset_in === null ? {} : { details: { limit, remaining: 0, reset_in } };
  return failed(429, { error: 'rate_limit_reached', error_description, ...details });
}

/** Reads a GraphQL document with one query; arguments are variables or literals. */
function parse(text: string, variables: Args): Selection[] {
  const tokens = (text.match(/\$?[A-Za-z_]\w*|"[^"]*"|-?\d+|\S/g) ?? []).filter((each) => each !== ',');
  const declared = new Set<string>();
  let at = 0;
  const next = () => tokens[at++] ?? '';
  const expect = (wanted: RegExp) => {
    const found = next();
    if (!wanted.test(found)) throw complaint(`Parse error on "${found}"`);
    return found;
  };
  function readValue(token: string): Scalar {
    if (!token.startsWith('$')) return /^["\d-]|^(true|false|null)$/.test(token) ? JSON.parse(token) : token;
    if (!declared.has(token)) throw complaint(`Variable ${token} is used by the query but not declared`);
    return variables[token.slice(1)] ?? null;
  }
  function readArgs(): Args {
    const args: Record<string, Scalar> = {};
    for (expect(/^\($/); tokens[at] !== ')'; ) {
      const key = expect(/^\w+$/);
      expect(/^:$/);
      args[key] = readValue(next());
    }
    at += 1;
    return args;
  }
  function readSelections(): Selection[] {
    const found: Selection[] = [];
    for (expect(/^\{$/); tokens[at] !== '}'; ) {
      const alias = expect(/^[A-Za-z_]/);
      if (tokens[at] === ':') at += 1;
      const name = tokens[at - 1] === ':' ? expect(/^[A-Za-z_]/) : alias;
      const args = tokens[at] === '(' ? readArgs() : {};
      found.push({ name, alias, args, below: tokens[at] === '{' ? readSelections() : null });
    }
    at += 1;
    return found;
  }
  if (tokens[0] === 'mutation') throw complaint('Your application does not have write access');
  for (; at < tokens.length && tokens[at] !== '{'; at += 1) declared.add(tokens[at] ?? '');
  return readSelections();
}

/** Answers selections on a node; every field that is given costs a point. */
function execute(node: Node, selections: readonly Selection[], spend: () => void): Record<string, unknown> {
  const below = (value: Value, { name, below: inner }: Selection): unknown => {
    if (Array.isArray(value)) return value.map((each) => execute(each, inner ?? [], spend));
    if (typeof value !== 'object' || value === null) return value;
    if (inner === null) throw complaint(`Field must have selections (field '${name}' returns ${value.type})`);
    return execute(value, inner, spend);
  };
  const entries = selections.map((selection) => {
    const { name, alias, args } = selection;
    const field = Object.hasOwn(node.fields, name) ? node.fields[name] : undefined;
    if (field === undefined) throw complaint(`Field '${name}' doesn't exist on type '${node.type}'`);
    const wrong = Object.keys(args).find((key) => !takes.get(name)?.includes(key));
    if (wrong !== undefined) throw complaint(`Field '${name}' doesn't accept argument '${wrong}'`);
    spend();
    return [alias, below(typeof field === 'function' ? field(args) : field, selection)];
  });
  return Object.fromEntries(entries);
}

const cursorOf = (place: number) => Buffer.from(String(place)).toString('base64url');

/** A list in pages: cursors are places in it, in base64 as the platform shows them. */
function connection(type: string, nodes: readonly Node[], { first, after }: Args): Node {
  const start = typeof after === 'string' ? Number(Buffer.from(after, 'base64url').toString()) : 0;
  const end = start + Math.min(typeof first === 'number' ? first : mostPerPage, mostPerPage);
  const edges = nodes.slice(start, end).map((node, index): Node => {
    return { type: `${type}Edge`, fields: { cursor: cursorOf(start + index + 1), node } };
  });
  const place = { endCursor: edges.length === 0 ? null : cursorOf(start + edges.length) };
  const pageInfo: Node = { type: 'PageInfo', fields: { ...place, hasNextPage: end < nodes.length } };
  return { type: `${type}Connection`, fields: { edges, pageInfo, totalCount: nodes.length } };
}

const slugOf = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
const isoOf = (moment: number) => new Date(moment).toISOString();
const remarks = ['How is this different from what is there?', 'Does it work offline?', 'Nice work on the details.'];

/** When a launch began: with its schedule, else with the world. Before that it cannot be seen. */
function launchedAt({ campaign }: Entity, { world }: Scene): number {
  return campaign.starts_at === null ? world.birth().born_at : Date.parse(campaign.starts_at);
}

function postOf(entity: Entity, scene: Scene): Node {
  const { books, world, account } = scene;
  const began = launchedAt(entity, scene);
  const known = world.markets().of(entity.campaign, account.timezone).cellsUntil(books.at);
  const cells = known.filter((cell) => cell.start >= began);
  const name = String(books.value(entity, 'name'));
  const url = `https://www.producthunt.com/posts/${slugOf(name)}`;
  const written = () => cells.flatMap((cell) => cell.conversions).filter((each) => each.reported_at <= books.at);
  const comment = (reported_at: number, index: number): Node => {
    const id = `${entity.id}${index}`;
    const body = remarks[index % remarks.length] ?? '';
    const counts = { votesCount: index % 4, parentId: null };
    return {
      type: 'Comment',
      fields: { id, body, createdAt: isoOf(reported_at), url: `${url}?comment=${id}`, ...counts },
    };
  };
  const moments = written()
    .map((each) => each.reported_at)
    .toSorted((one, other) => one - other);
  const texts = { id: entity.id, name, slug: slugOf(name), tagline: `${name}, made simple`, url };
  const votesCount = () => totalsOf(cells, books.at, true).clicks;
  const comments = (args: Args) => connection('Comment', moments.map(comment).toReversed(), args);
  const facts = { createdAt: isoOf(began), featuredAt: isoOf(began), commentsCount: moments.length };
  return { type: 'Post', fields: { ...texts, ...facts, votesCount, comments } };
}

function rootOf(scene: Scene): Node {
  const { account, books } = scene;
  const seen = books.list('campaign').filter((entity) => launchedAt(entity, scene) <= books.at);
  const named =
    ({ id, slug }: Args) =>
    (entity: Entity) =>
      id === null || id === undefined ? slugOf(String(books.value(entity, 'name'))) === slug : entity.id === String(id);
  const post = (args: Args) => seen.filter(named(args)).map((entity) => postOf(entity, scene))[0] ?? null;
  const posts = () => seen.map((entity) => postOf(entity, scene));
  const madePosts = (args: Args) => connection('Post', posts(), args);
  const facts = { id: account.external_id, name: account.name, username: slugOf(account.name) };
  const viewer: Node = { type: 'Viewer', fields: { user: { type: 'User', fields: { ...facts, madePosts } } } };
  return { type: 'Query', fields: { viewer, post } };
}

/** Product Hunt under `/v2/api/graphql`, with its quota of points for each fifteen minutes. */
export function createProductHunt(): Personality {
  const spent = new Map<string, number>();
  function answer(call: Call, scene: Scene): Reply {
    const request = requestSchema.safeParse(call.body).data;
    if (call.method !== 'POST' || request === undefined) return failed(400, { message: 'No query' });
    const now = scene.world.clock.now();
    const window = `${scene.account.external_id}/${Math.floor(now / windowMilliseconds)}`;
    const reset = Math.ceil((windowMilliseconds - (now % windowMilliseconds)) / 1000);
    const points = () => spent.get(window) ?? 0;
    if (points() >= limit) return throttled(reset);
    const selections = parse(request.query, request.variables);
    const data = execute(rootOf(scene), selections, () => spent.set(window, points() + 1));
    const quota = { 'X-Rate-Limit-Limit': `${limit}`, 'X-Rate-Limit-Remaining': `${limit - points()}` };
    return { status: 200, body: { data }, headers: { ...quota, 'X-Rate-Limit-Reset': `${reset}` } };
  }
  const idOf = ({ body }: Call) => String(requestSchema.safeParse(body).data?.variables.id ?? '');
  return {
    platform: 'product_hunt',
    token_seconds: null,
    owns: (path) => path === '/v2/api/graphql',
    targetOf: (call) => ({ access: 'read', fields: [], entity_ids: [idOf(call)] }),
    tokenOf: bearerOf,
    answer,
    wrongToken: unauthorized,
    expiredToken: unauthorized,
    throttled: (_call, { wait_seconds }) => throttled(wait_seconds),
    serverError: () => failed(500, { message: 'Internal server error' }),
    badBody: () => failed(400, { message: 'A JSON body was expected' }),
  };
}
