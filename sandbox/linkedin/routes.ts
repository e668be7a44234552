import type { Call } from '../door/call.ts';
import type { Scene } from '../door/personality.ts';
import { type Reply, refusal } from '../door/reply.ts';
import type { Entity } from '../world/entity.ts';
import { readAnalytics } from './analytics.ts';
import { readAnalyticsQuery } from './analytics-query.ts';
import { takeEvent, takeEvents } from './conversion-events.ts';
import { createRule, findRules, linkRule, readRule } from './conversion-rules.ts';
import { createCampaign, createCreative } from './creations.ts';
import { addMembers, createSegment, findSegments } from './dmp-segments.ts';
import { findAccounts, findCampaigns, findCreatives, findGroups } from './finders.ts';
import { initializeUpload, readImage } from './images.ts';
import { readPatch } from './patch.ts';
import { createPost, findPosts, readPost } from './posts.ts';
import { linkedinError, noSuchMethod, notFound } from './refusals.ts';
import { type RestliRequest, readRequest } from './request.ts';
import { textOf } from './restli-query.ts';
import { accountShape, campaignShape, creativeShape, groupShape } from './shapes.ts';
import { isUpdatable, readUpdate } from './updates.ts';
import { requireKey } from './urn.ts';

type Route = { readonly request: RestliRequest; readonly call: Call; readonly scene: Scene };
type Handler = (route: Route) => Reply;
const ok = (body: unknown): Reply => ({ status: 200, body });

/** The three edges of an account: what lies there, how it is found, shown and made. */
const edges = {
  adCampaignGroups: { kind: 'campaign', find: findGroups, shape: groupShape, create: null },
  adCampaigns: { kind: 'ad_set', find: findCampaigns, shape: campaignShape, create: createCampaign },
  creatives: { kind: 'ad', find: findCreatives, shape: creativeShape, create: createCreative },
} as const;
type Edge = (typeof edges)[keyof typeof edges];

function requireFinderHeader({ restli_method }: RestliRequest): void {
  if (restli_method === 'FINDER') return;
  throw refusal(linkedinError(400, 'METHOD_HEADER_MISSING', 'X-RestLi-Method: FINDER is needed here'));
}

function update(entity: Entity, { request, call, scene }: Route): Reply {
  if (request.restli_method !== 'PARTIAL_UPDATE') throw noSuchMethod(`POST without PARTIAL_UPDATE`, call.path);
  if (!isUpdatable(entity)) throw noSuchMethod('PARTIAL_UPDATE', call.path);
  scene.world.mutate(entity, readUpdate(entity, readPatch(call.body), scene.openNow()), call.request_id);
  return { status: 204, body: undefined };
}

function onEdge(edge: Edge, id: string | undefined, route: Route): Reply {
  const { request, call, scene } = route;
  if (id === undefined) {
    if (request.method === 'GET') {
      if (edge.kind === 'ad') requireFinderHeader(request);
      return ok(edge.find(scene.books, request.query));
    }
    if (request.method === 'POST' && edge.create !== null) return edge.create(call, scene);
    throw noSuchMethod(request.method, call.path);
  }
  const key = edge.kind === 'ad' ? requireKey('sponsoredCreative', id, 'id') : id;
  const entity = scene.books.entity(key);
  if (entity?.kind !== edge.kind) throw notFound(id);
  if (request.method === 'GET') return ok(edge.shape(scene.books, entity));
  if (request.method === 'POST') return update(entity, route);
  throw noSuchMethod(request.method, call.path);
}

const adAccounts: Handler = (route) => {
  const { request, scene, call } = route;
  const [, account, name, id, further] = request.segments;
  if (account === undefined && request.method === 'GET') return ok(findAccounts(scene.books, request.query));
  if (account !== scene.account.external_id) {
    const message = `Not enough permissions to access: ${call.method} ${call.path}`;
    throw refusal(linkedinError(403, 'ACCESS_DENIED', message, { serviceErrorCode: 100 }));
  }
  if (name === undefined && request.method === 'GET') return ok(accountShape(scene.books));
  const edge = Object.entries(edges).find(([each]) => each === name)?.[1];
  if (edge === undefined || further !== undefined) throw notFound(call.path);
  return onEdge(edge, id, route);
};

/** A resource with one finder, one way to create, and reading by key. */
function simple(parts: {
  readonly find: (route: Route) => Reply;
  readonly create: (route: Route) => Reply;
  readonly read: (id: string, route: Route) => Reply;
}): Handler {
  return (route) => {
    const { segments, method } = route.request;
    const [, id, further] = segments;
    if (further !== undefined) throw notFound(route.call.path);
    if (id === undefined && method === 'GET') return parts.find(route);
    if (id === undefined && method === 'POST') return parts.create(route);
    if (id !== undefined && method === 'GET') return parts.read(id, route);
    throw noSuchMethod(method, route.call.path);
  };
}

const posts = simple({
  find: ({ request, scene }) => {
    requireFinderHeader(request);
    return findPosts(request.query, scene);
  },
  create: ({ call, scene }) => createPost(call, scene),
  read: (id, { scene }) => readPost(id, scene),
});
const conversions = simple({
  find: ({ request, scene }) => findRules(request.query, scene),
  create: ({ call, scene }) => createRule(call, scene),
  read: (id, { scene }) => readRule(id, scene),
});

const images: Handler = ({ request, call, scene }) => {
  const [, id] = request.segments;
  if (id !== undefined && request.method === 'GET') return readImage(id, scene);
  const action = textOf(request.query, 'action');
  if (request.method === 'POST' && action === 'initializeUpload') return initializeUpload(call, scene);
  throw noSuchMethod(`${request.method} ${action ?? ''}`, call.path);
};

const dmpSegments: Handler = ({ request, call, scene }) => {
  const [, id, edge] = request.segments;
  const batch = request.method === 'POST' && edge === 'users' && request.restli_method === 'BATCH_CREATE';
  if (id !== undefined && batch) return addMembers(call, id, scene);
  if (id === undefined && request.method === 'GET') return findSegments(request.query, scene);
  if (id === undefined && request.method === 'POST') return createSegment(call, scene);
  throw noSuchMethod(request.method, call.path);
};

const handlers: Readonly<Record<string, Handler>> = {
  adAccounts,
  posts,
  conversions,
  images,
  dmpSegments,
  adAnalytics: ({ request, scene, call }) => {
    if (request.method !== 'GET') throw noSuchMethod(request.method, call.path);
    const today = new Date(scene.world.clock.now()).toISOString().slice(0, 10);
    return ok(readAnalytics(scene.books, readAnalyticsQuery(request.query, today)));
  },
  conversionEvents: ({ request, scene, call }) => {
    if (request.method !== 'POST') throw noSuchMethod(request.method, call.path);
    return request.restli_method === 'BATCH_CREATE' ? takeEvents(call, scene) : takeEvent(call, scene);
  },
  campaignConversions: ({ request, scene, call }) => {
    if (request.method !== 'PUT') throw noSuchMethod(request.method, call.path);
    return linkRule(request.segments[1] ?? '', scene);
  },
};

/** Answers one call below `/rest` that has passed the door, or throws a refusal. */
export function answerRest(call: Call, scene: Scene): Reply {
  const request = readRequest(call);
  const [name = ''] = request.segments;
  const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  if (handler === undefined) throw notFound(call.path);
  return handler({ request, call, scene });
}
