import type { AccountSpec } from './account-spec.ts';
import type { Entity, EntityKind, WireValue } from './entity.ts';
import type { World } from './world.ts';

/** What one call sees of the books: an account, and the world as it stands at `at`, which a fault may set back. */
export type Books = {
  readonly world: World;
  readonly account: AccountSpec;
  readonly at: number;
  readonly value: (entity: Entity, field: string) => WireValue;
  readonly parent: (entity: Entity) => Entity | null;
  /** Things of one kind, made by then; below a campaign or ad set when one is named. */
  readonly list: (kind: EntityKind, below?: Entity) => readonly Entity[];
  /** A thing of this account that was there by then, or null. */
  readonly entity: (id: string) => Entity | null;
};

/** Opens the books of an account at an instant. */
export function openBooks(world: World, account: AccountSpec, at: number): Books {
  const made = (entity: Entity) => entity.created_at === null || entity.created_at <= at;
  return {
    world,
    account,
    at,
    value: (entity, field) => world.value(entity, field, at),
    parent: (entity) => (entity.parent_id === null ? null : world.inventory.entity(entity.parent_id)),
    list: (kind, below) => world.inventory.list(account, kind, below).filter(made),
    entity: (id) => {
      const entity = world.inventory.entity(id);
      return entity !== null && entity.account.external_id === account.external_id && made(entity) ? entity : null;
    },
  };
}
