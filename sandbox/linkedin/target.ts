import type { Call } from '../door/call.ts';
import type { Target } from '../door/personality.ts';
import { elementsOf, ruleOf } from './conversion-events.ts';
import type { RestliRequest } from './request.ts';
import { readRequest } from './request.ts';
import { keyOf } from './urn.ts';

/** Under which names of the books a field of the wire stands. */
const bookNames: ReadonlyMap<string, readonly string[]> = new Map([
  ['dailyBudget', ['daily_budget']],
  ['totalBudget', ['lifetime_budget']],
  ['unitCost', ['bid_amount']],
  ['status', ['status']],
  ['intendedStatus', ['status']],
  ['runSchedule', ['starts_at', 'ends_at']],
  ['targetingCriteria', ['included_audiences', 'excluded_audiences']],
  ['audienceExpansionEnabled', ['audience_expansion']],
]);

const objectOf = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

function patchedFields(body: unknown): readonly string[] {
  const { patch }: { patch?: unknown } = objectOf(body);
  const { $set, $delete }: { $set?: unknown; $delete?: unknown } = objectOf(patch);
  const removed = Array.isArray($delete) ? $delete.map(String) : [];
  return [...Object.keys(objectOf($set)), ...removed].flatMap((name) => [...(bookNames.get(name) ?? []), name]);
}

/** Ids of campaigns, groups and creatives that stand anywhere in a query. */
function keysIn(text: string): readonly string[] {
  const urns = text.matchAll(/urn(?:%3A|:)li(?:%3A|:)sponsored(?:Campaign|CampaignGroup|Creative)(?:%3A|:)(\d+)/gi);
  return [...urns].flatMap(([, id]) => (id === undefined ? [] : [id]));
}

/** A conversion counts for its rule, under its URN and its bare id. */
function conversionTarget(call: Call): Target {
  const rules = [...new Set(elementsOf(call.body).map(ruleOf))].filter((rule) => rule !== null);
  return {
    access: 'write',
    entity_ids: rules.flatMap((rule) => [rule, rule.split(':').at(-1) ?? '']),
    fields: ['conversion'],
  };
}

function writeTarget(request: RestliRequest, call: Call): Target {
  const [first = '', account = '', edge = '', id = ''] = request.segments;
  if (first === 'conversionEvents') return conversionTarget(call);
  if (first === 'posts') {
    const { adContext }: { adContext?: unknown } = objectOf(call.body);
    const { dscAdAccount }: { dscAdAccount?: unknown } = objectOf(adContext);
    const key = keyOf('sponsoredAccount', dscAdAccount);
    return { access: 'write', entity_ids: key === null ? [] : [key], fields: ['creative_content'] };
  }
  if (first !== 'adAccounts') return { access: 'write', entity_ids: [], fields: [first] };
  const key = keyOf('sponsoredCreative', id) ?? id;
  const made = id === '' ? [edge] : [];
  return { access: 'write', entity_ids: [key === '' ? account : key], fields: [...made, ...patchedFields(call.body)] };
}

/** What a call is about under the names of the books, for faults; told of malformed calls too. */
export function targetOf(call: Call): Target {
  const nothing: Target = { access: 'read', entity_ids: [], fields: [] };
  if (!call.path.startsWith('/rest/')) return nothing;
  try {
    const request = readRequest(call);
    if (request.method !== 'GET') return writeTarget(request, call);
    const [, , , id = ''] = request.segments;
    const below = keysIn(call.raw_query === '' ? call.bytes.toString('utf8') : call.raw_query);
    return { ...nothing, entity_ids: [...(id === '' ? [] : [keyOf('sponsoredCreative', id) ?? id]), ...below] };
  } catch {
    return nothing;
  }
}
