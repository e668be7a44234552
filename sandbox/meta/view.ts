import type { AccountSpec } from '../world/campaign-spec.ts';
import type { Entity, EntityKind, WireValue } from '../world/entity.ts';
import type { World } from '../world/world.ts';

/** What one call sees: an account, and the world as it stands at `at`, which a fault may set back. */
export type View = {
  readonly world: World;
  readonly account: AccountSpec;
  readonly at: number;
  readonly value: (entity: Entity, field: string) => WireValue;
  readonly effectiveStatus: (entity: Entity) => string;
  readonly parent: (entity: Entity) => Entity | null;
  readonly list: (kind: EntityKind, below?: Entity) => readonly Entity[];
};

const pausedBy: Partial<Record<EntityKind, string>> = { campaign: 'CAMPAIGN_PAUSED', ad_set: 'ADSET_PAUSED' };

/** Makes the view of an account at an instant. */
export function createView(world: World, account: AccountSpec, at: number): View {
  const value = (entity: Entity, field: string) => world.value(entity, field, at);
  const parent = (entity: Entity) => (entity.parent_id === null ? null : world.inventory.entity(entity.parent_id));

  function effectiveStatus(entity: Entity): string {
    const own = String(value(entity, 'status'));
    if (own !== 'ACTIVE') return own;
    const above = parent(entity);
    if (above === null) return own;
    const aboveOwn = String(value(above, 'status'));
    if (aboveOwn === 'PAUSED') return pausedBy[above.kind] ?? own;
    return effectiveStatus(above);
  }
  return {
    world,
    account,
    at,
    value,
    effectiveStatus,
    parent,
    list: (kind, below) =>
      world.inventory.list(account, kind, below).filter(({ created_at }) => created_at === null || created_at <= at),
  };
}
