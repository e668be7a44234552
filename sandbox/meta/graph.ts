import type { Entity, EntityKind } from '../world/entity.ts';
import type { World } from '../world/world.ts';
import { readActivities, SANDBOX_USER_ID } from './activities.ts';
import { createAudience, listAudiences } from './audiences.ts';
import { describeToken } from './authentication.ts';
import { takeConversions } from './conversions.ts';
import { createCreative } from './creatives.ts';
import { parseFieldList } from './field-list.ts';
import { readFilters } from './filtering.ts';
import { uploadImage } from './images.ts';
import { readInsights } from './insights.ts';
import { type Level, readInsightsQuery } from './insights-query.ts';
import { readAccount, readNode } from './nodes.ts';
import { page } from './paging.ts';
import { type Parameters, textOf, textsOf } from './parameters.ts';
import { graphError, type Reply, refusal, unknownObject } from './reply.ts';
import { createView, type View } from './view.ts';
import { isWritable, readUpdate } from './writes.ts';

/** A call that has passed the door: who asks, for what, seen at which instant. */
export type GraphCall = {
  readonly method: string;
  /** Path below the version, without slashes at the ends: `act_1/campaigns`, `123`. */
  readonly segments: readonly string[];
  readonly parameters: Parameters;
  readonly self: URL;
  readonly view: View;
  readonly request_id: string;
};

const edges: ReadonlyMap<string, EntityKind> = new Map([
  ['campaigns', 'campaign'],
  ['adsets', 'ad_set'],
  ['ads', 'ad'],
  ['adcreatives', 'creative'],
]);
const ownLevels: Partial<Record<EntityKind, Level>> = { campaign: 'campaign', ad_set: 'adset', ad: 'ad' };
const ok = (body: unknown): Reply => ({ status: 200, body });

function askedFields(parameters: Parameters) {
  return parseFieldList(textOf(parameters, 'fields') ?? 'id');
}

function listEdge(call: GraphCall, kind: EntityKind, below: Entity | null): Reply {
  const { view, parameters } = call;
  const statuses = textsOf(parameters, 'effective_status');
  const fits = readFilters(parameters, view);
  const shown = statuses.length > 0 ? statuses : null;
  const rows = view
    .list(kind, below ?? undefined)
    .filter(fits)
    .filter((entity) => {
      const status = view.effectiveStatus(entity);
      return shown === null ? !['DELETED', 'ARCHIVED'].includes(status) : shown.includes(status);
    })
    .map((entity) => readNode(entity, view, askedFields(parameters)));
  return ok(page(rows, parameters, call.self));
}

function insightsEdge(call: GraphCall, below: Entity | null): Reply {
  const level = below === null ? 'account' : ownLevels[below.kind];
  if (level === undefined) throw unknownObject(below?.id ?? '', call.method);
  const query = readInsightsQuery(call.parameters, call.view, level);
  return ok(page(readInsights(call.view, below, query), call.parameters, call.self));
}

function edge(call: GraphCall, name: string, below: Entity | null): Reply {
  const kind = edges.get(name);
  const lower = below === null ? true : below.kind === 'campaign' || (below.kind === 'ad_set' && kind === 'ad');
  if (kind !== undefined && lower) return listEdge(call, kind, below);
  if (name === 'insights') return insightsEdge(call, below);
  if (name === 'customaudiences' && below === null) return listAudiences(call);
  if (name === 'activities' && below === null) {
    return ok(page(readActivities(call.view, call.parameters), call.parameters, call.self));
  }
  throw refusal(graphError(400, { code: 2500, message: `Unknown path components: /${name}` }));
}

function update(call: GraphCall, entity: Entity, world: World): Reply {
  const parameters = call.method === 'DELETE' ? { status: 'DELETED' } : call.parameters;
  const now = createView(world, call.view.account, world.clock.now());
  const { entity: target, values, validateOnly } = readUpdate(parameters, entity, now);
  if (validateOnly) return { ...ok({ success: true }), applied: false };
  world.mutate(target, values, call.request_id);
  if (textOf(parameters, 'fields') === undefined) return ok({ success: true });
  const after = createView(world, call.view.account, world.clock.now());
  return ok({ success: true, ...readNode(entity, after, askedFields(parameters)) });
}

/** What can be made in an account. */
const creations: Readonly<Record<string, (call: GraphCall) => Reply>> = {
  adimages: uploadImage,
  adcreatives: createCreative,
  customaudiences: createAudience,
};

function create(call: GraphCall, name: string): Reply {
  const make = Object.hasOwn(creations, name) ? creations[name] : undefined;
  if (make === undefined || call.method !== 'POST') throw unknownObject(`${call.segments.join('/')}`, call.method);
  const now = createView(call.view.world, call.view.account, call.view.world.clock.now());
  return make({ ...call, view: now });
}

/** The thing that a path names, when this token may see it; null for the account itself. */
function addressed(call: GraphCall, world: World): Entity | null {
  const [id = ''] = call.segments;
  if (id === call.view.account.external_id) return null;
  const entity = world.inventory.entity(id);
  if (entity === null || entity.account.external_id !== call.view.account.external_id) {
    throw unknownObject(id, call.method);
  }
  return entity;
}

/** Answers one authorised call of the Graph API, or throws a refusal. */
export function answerGraph(call: GraphCall, world: World): Reply {
  const [first = '', second] = call.segments;
  if (first === 'debug_token') return ok(describeToken(call.parameters, world.inventory));
  if (first === 'me' && second === undefined) return ok({ id: SANDBOX_USER_ID, name: 'MBI system user' });
  if (first === 'me' && second === 'adaccounts') {
    return ok(page([readAccount(call.view, askedFields(call.parameters))], call.parameters, call.self));
  }
  if (second === 'events' && call.method === 'POST' && call.segments.length === 2) return takeConversions(call);
  const entity = addressed(call, world);
  if (call.segments.length > 2) throw unknownObject(call.segments.join('/'), call.method);
  if (call.method === 'GET') {
    if (second !== undefined) return edge(call, second, entity);
    const asked = askedFields(call.parameters);
    return ok(entity === null ? readAccount(call.view, asked) : readNode(entity, call.view, asked));
  }
  if (second !== undefined && entity === null) return create(call, second);
  if (second !== undefined || entity === null || !isWritable(entity)) throw unknownObject(first, call.method);
  return update(call, entity, world);
}
