import type { ShelfItem } from '../../ledger/journal.ts';
import type { AudienceSpec } from '../../world/account-spec.ts';
import type { Books } from '../../world/books.ts';
import { type CreatedEntity, createdEntity } from '../../world/created-entity.ts';
import type { Entity, WireValue } from '../../world/entity.ts';
import type { Step } from '../../world/steps.ts';
import type { Collection } from '../resource-name.ts';

type Values = Readonly<Record<string, WireValue>>;
type State = {
  readonly values: ReadonlyMap<string, { readonly entity: Entity; readonly values: Values }>;
  readonly made: ReadonlyMap<string, { readonly entity: Entity; readonly created: CreatedEntity }>;
  readonly shelf: readonly ShelfItem[];
  readonly audiences: readonly AudienceSpec[];
  readonly temporary: ReadonlyMap<string, string>;
};

/** What the operations of one request have done so far, and nobody else sees yet. */
export type Draft = {
  /** The books as if the operations so far were carried out. */
  readonly books: Books;
  readonly shelf: () => readonly ShelfItem[];
  readonly audiences: () => readonly AudienceSpec[];
  readonly set: (entity: Entity, field: string, value: WireValue) => void;
  readonly create: (created: CreatedEntity) => void;
  readonly shelve: (item: ShelfItem) => void;
  readonly addAudience: (audience: AudienceSpec) => void;
  /** Keeps what a temporary (negative) id stands for. */
  readonly remember: (collection: Collection, temporary: string, id: string) => void;
  /** The id itself, or what a temporary one stands for. */
  readonly idOf: (collection: Collection, id: string) => string;
  /** Takes an operation back when it throws. */
  readonly attempt: <Result>(work: () => Result) => Result;
  /** Carries everything out. */
  readonly commit: (request_id: string) => void;
};

const empty: State = { values: new Map(), made: new Map(), shelf: [], audiences: [], temporary: new Map() };

/** Begins a request on the books as they are. */
export function createDraft(now: Books): Draft {
  let state = empty;
  const { world, account } = now;

  const value = (entity: Entity, field: string): WireValue => {
    const set = state.values.get(entity.id)?.values;
    if (set !== undefined && Object.hasOwn(set, field)) return set[field] ?? null;
    const made = state.made.get(entity.id);
    return made === undefined ? now.value(entity, field) : (made.created.initial[field] ?? null);
  };
  const entity = (id: string) => state.made.get(id)?.entity ?? now.entity(id);
  const books: Books = {
    ...now,
    value,
    entity,
    parent: (each) => (each.parent_id === null ? null : entity(each.parent_id)),
    list: (kind, below) => {
      const made = [...state.made.values()].map((each) => each.entity).filter((each) => each.kind === kind);
      const campaign_id = below?.campaign.campaign_id;
      const fits = (each: Entity) => campaign_id === undefined || each.campaign.campaign_id === campaign_id;
      return [...now.list(kind, below), ...made.filter(fits)];
    },
  };

  return {
    books,
    shelf: () => state.shelf,
    audiences: () => [...world.audiences(account), ...state.audiences],
    set: (on, field, after) => {
      const values = { ...state.values.get(on.id)?.values, [field]: after };
      state = { ...state, values: new Map(state.values).set(on.id, { entity: on, values }) };
    },
    create: (created) => {
      const campaign = created.campaign_id === null ? null : (entity(created.campaign_id)?.campaign ?? null);
      const made = createdEntity(created, { account, campaign, created_at: now.at });
      state = { ...state, made: new Map(state.made).set(created.id, { entity: made, created }) };
    },
    shelve: (item) => {
      state = { ...state, shelf: [...state.shelf, item] };
    },
    addAudience: (audience) => {
      state = { ...state, audiences: [...state.audiences, audience] };
    },
    remember: (collection, temporary, id) => {
      state = { ...state, temporary: new Map(state.temporary).set(`${collection}/${temporary}`, id) };
    },
    idOf: (collection, id) => state.temporary.get(`${collection}/${id}`) ?? id,
    attempt: (work) => {
      const before = state;
      try {
        return work();
      } catch (error) {
        state = before;
        throw error;
      }
    },
    commit: (request_id) => {
      for (const item of state.shelf) world.shelf.put(item);
      if (state.audiences.length > 0) world.addAudiences(account, state.audiences);
      const created = [...state.made.values()].map((each): Step => ({ do: 'create', account, created: each.created }));
      const set = [...state.values.values()].map((each): Step => ({ do: 'set', ...each }));
      if (created.length + set.length > 0) world.commit([...created, ...set], request_id);
    },
  };
}
