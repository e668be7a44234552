import { openBooks } from '../../world/books.ts';
import type { World } from '../../world/world.ts';
import { budgetsOf } from '../budget.ts';
import { camelOf } from './message.ts';

/** What operations are about, under the names of the books: for faults, which are asked before anything is checked. */
export type About = { readonly entity_ids: readonly string[]; readonly fields: readonly string[] };

/** Under which name of the books a field of the wire stands. */
const bookNames: ReadonlyMap<string, readonly string[]> = new Map([
  ['amountMicros', ['daily_budget']],
  ['totalAmountMicros', ['lifetime_budget']],
  ['cpcBidMicros', ['bid_amount']],
  ['startDateTime', ['starts_at']],
  ['endDateTime', ['ends_at']],
]);

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The things behind a resource name: budgets stand for their campaigns, criteria for what they are on. */
function entitiesBehind(name: unknown, world: World): readonly string[] {
  const [, cid = '', collection = '', ids = ''] = /^customers\/(\d+)\/(\w+)\/([\d~]+)$/.exec(String(name)) ?? [];
  const [first = '', last = first] = ids.split('~');
  if (['campaigns', 'adGroups', 'campaignCriteria', 'adGroupCriteria'].includes(collection)) return [first];
  if (collection === 'adGroupAds') return [last];
  const account = world.inventory.account(cid);
  if (collection !== 'campaignBudgets' || account === null) return [];
  const budgets = budgetsOf(openBooks(world, account, world.clock.now()));
  return budgets.find((budget) => budget.id === first)?.campaigns.map((campaign) => campaign.id) ?? [];
}

/** What one operation on a collection is about. */
export function aboutOperation(operation: unknown, collection: string, account_id: string, world: World): About {
  if (!isRecord(operation)) return { entity_ids: [], fields: [] };
  const payload = operation.create ?? operation.update ?? operation.remove;
  if (collection === 'assets') {
    const creative = isRecord(payload) && payload.name !== undefined;
    return { entity_ids: [account_id], fields: creative ? ['creative_content'] : [] };
  }
  const resource = isRecord(payload) ? payload : { resourceName: payload };
  const names = [resource.resourceName, resource.resource_name, resource.campaign, resource.adGroup];
  const entity_ids = [...new Set(names.flatMap((name) => entitiesBehind(name, world)))];
  if (collection.endsWith('Criteria')) {
    const known = isRecord(payload);
    const lists = known && payload.negative === true ? ['excluded_audiences'] : ['included_audiences'];
    return { entity_ids, fields: known ? lists : ['included_audiences', 'excluded_audiences'] };
  }
  const mask = operation.updateMask ?? operation.update_mask;
  const wire = typeof mask === 'string' ? mask.split(',').map(camelOf) : Object.keys(resource).map(camelOf);
  return { entity_ids, fields: wire.flatMap((name) => [name, ...(bookNames.get(name) ?? [])]) };
}

/** What a whole request to mutate is about; `collection` is `googleAds` where each operation names its own. */
export function aboutMutate(body: unknown, collection: string, account_id: string, world: World): readonly About[] {
  if (!isRecord(body)) return [];
  const list = body.operations ?? body.mutateOperations ?? body.mutate_operations;
  if (!Array.isArray(list)) return [];
  return list.map((operation: unknown) => {
    if (collection !== 'googleAds') return aboutOperation(operation, collection, account_id, world);
    const [name = ''] = isRecord(operation) ? Object.keys(operation) : [];
    const kind = camelOf(name).replace(/Operation$/, '');
    const plural = kind.endsWith('Criterion') ? kind.replace(/on$/, 'a') : `${kind}s`;
    return aboutOperation(isRecord(operation) ? operation[name] : null, plural, account_id, world);
  });
}
