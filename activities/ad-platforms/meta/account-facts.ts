import { type EntityState, nothingHeld } from '../../../contracts/ad-platform.ts';

/** What the mapping of an entity needs besides the wire. */
export type AccountFacts = { readonly account_id: string; readonly currency: string; readonly now: () => Date };

const statuses: ReadonlyMap<string, EntityState['status']> = new Map([
  ['ACTIVE', 'active'],
  ['PAUSED', 'paused'],
  ['ARCHIVED', 'archived'],
  ['DELETED', 'deleted'],
]);

/** Meta's configured status in our words; anything new is `other`. The effective status is not used: it is not what one writes. */
export function statusFromWire(status: string): EntityState['status'] {
  return statuses.get(status) ?? 'other';
}

/** What every entity has, and the rest as absent. */
export function common(
  wire: { readonly id: string; readonly name?: string | null | undefined; readonly status: string },
  account: AccountFacts,
): Omit<EntityState, 'entity_type' | 'parent_id'> {
  return {
    ...nothingHeld,
    platform: 'meta_ads',
    account_id: account.account_id,
    currency: account.currency,
    read_at: account.now().toISOString(),
    entity_id: wire.id,
    name: wire.name ?? wire.id,
    status: statusFromWire(wire.status),
  };
}
