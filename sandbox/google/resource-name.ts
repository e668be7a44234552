import type { AccountSpec } from '../world/account-spec.ts';

/** The collections of resource names that are played. */
export type Collection =
  | 'campaigns'
  | 'campaignBudgets'
  | 'adGroups'
  | 'adGroupAds'
  | 'adGroupCriteria'
  | 'campaignCriteria'
  | 'assets'
  | 'userLists';

/** `customers/{cid}/{collection}/{id}`, the ids of what has several joined by `~`. */
export function nameOf(account: AccountSpec, collection: Collection, ...ids: readonly string[]): string {
  return `customers/${account.external_id}/${collection}/${ids.join('~')}`;
}

/** The ids in a resource name of this account and collection; null when it is another name or none. Negative ids are temporary. */
export function idsOf(account: AccountSpec, collection: Collection, name: unknown): readonly string[] | null {
  if (typeof name !== 'string') return null;
  const [customers, cid, found, ids, ...more] = name.split('/');
  const fits = customers === 'customers' && cid === account.external_id && found === collection && more.length === 0;
  return fits && ids !== undefined && /^-?\d+(~-?\d+)*$/.test(ids) ? ids.split('~') : null;
}
