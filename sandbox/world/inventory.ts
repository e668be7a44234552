import { demoTenants } from '../../contracts/demo-world.ts';
import { type AccountSpec, type CampaignSpec, campaignSpecSchema, type NewCampaign } from './campaign-spec.ts';
import { type Entity, type EntityKind, entitiesOf } from './entity.ts';

/** Which accounts, campaigns, ad sets, ads and creatives exist. */
export type Inventory = {
  readonly account: (external_id: string) => AccountSpec | null;
  readonly accountOfToken: (token: string) => AccountSpec | null;
  readonly entity: (id: string) => Entity | null;
  /** Things of one kind in one account, in the order of their making; below a campaign or ad set when one is named. */
  readonly list: (account: AccountSpec, kind: EntityKind, below?: Entity) => readonly Entity[];
  readonly campaigns: (account?: AccountSpec) => readonly CampaignSpec[];
  /** False when an id is taken, or the account is neither known nor given. */
  readonly canAdd: (added: NewCampaign) => boolean;
  readonly add: (added: NewCampaign) => void;
  readonly reset: () => void;
};

/** Makes the inventory of the demo world, to which tests may add. */
export function createInventory(): Inventory {
  const accounts = new Map<string, AccountSpec>();
  const entities = new Map<string, Entity>();

  function add(added: NewCampaign): void {
    if (added.account !== undefined) accounts.set(added.account.external_id, added.account);
    const account = accounts.get(added.account_id);
    if (account === undefined) return;
    for (const entity of entitiesOf(account, added.campaign)) entities.set(entity.id, entity);
  }

  function reset(): void {
    accounts.clear();
    entities.clear();
    for (const tenant of demoTenants) {
      accounts.set(tenant.account.external_id, tenant.account);
      for (const campaign of tenant.campaigns) {
        add({ account_id: tenant.account.external_id, campaign: campaignSpecSchema.parse(campaign) });
      }
    }
  }

  function list(account: AccountSpec, kind: EntityKind, below?: Entity): readonly Entity[] {
    return [...entities.values()].filter(
      (entity) =>
        entity.kind === kind &&
        entity.account.external_id === account.external_id &&
        (below === undefined || entity.campaign.campaign_id === below.campaign.campaign_id),
    );
  }

  reset();
  return {
    account: (external_id) => accounts.get(external_id) ?? null,
    accountOfToken: (token) => [...accounts.values()].find((account) => account.sandbox_token === token) ?? null,
    entity: (id) => entities.get(id) ?? null,
    list,
    campaigns: (account) =>
      [...entities.values()]
        .filter((entity) => entity.kind === 'campaign')
        .filter((entity) => account === undefined || entity.account.external_id === account.external_id)
        .map((entity) => entity.campaign),
    canAdd: (added) => {
      const account = added.account ?? accounts.get(added.account_id);
      if (account === undefined || account.external_id !== added.account_id) return false;
      if (added.account !== undefined && accounts.has(added.account_id)) return false;
      return entitiesOf(account, added.campaign).every((entity) => !entities.has(entity.id));
    },
    add,
    reset,
  };
}
