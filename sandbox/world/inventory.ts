import { demoTenants } from '../../contracts/demo-world.ts';
import type { Platform } from '../../contracts/platform.ts';
import { type AccountSpec, accountSpecSchema } from './account-spec.ts';
import { type CampaignSpec, campaignSpecSchema, type NewCampaign } from './campaign-spec.ts';
import { type CreatedEntity, createdEntity } from './created-entity.ts';
import { type Entity, type EntityKind, entitiesOf } from './entity.ts';

/** Which accounts, campaigns, ad sets, ads and creatives exist. */
export type Inventory = {
  readonly account: (external_id: string) => AccountSpec | null;
  readonly accounts: (platform: Platform) => readonly AccountSpec[];
  readonly accountOfToken: (token: string, platform?: Platform) => AccountSpec | null;
  readonly entity: (id: string) => Entity | null;
  /** Things of one kind in one account, in the order of their making; below a campaign or ad set when one is named. */
  readonly list: (account: AccountSpec, kind: EntityKind, below?: Entity) => readonly Entity[];
  readonly campaigns: (account?: AccountSpec) => readonly CampaignSpec[];
  /** False when an id is taken, or the account is neither known nor given. */
  readonly canAdd: (added: NewCampaign) => boolean;
  /** Adds a campaign, and its account unless it is known already. */
  readonly add: (added: NewCampaign) => void;
  /** Adds a thing that a call over an API has made. */
  readonly addCreated: (created: CreatedEntity, created_at: number) => void;
  readonly reset: () => void;
};

function isBelow(entity: Entity, above: Entity): boolean {
  if (above.kind === 'ad_set' && entity.kind === 'ad') return entity.parent_id === above.id;
  return entity.campaign.campaign_id === above.campaign.campaign_id;
}

/** Makes the inventory of the demo world, to which tests may add. */
export function createInventory(): Inventory {
  const accounts = new Map<string, AccountSpec>();
  const entities = new Map<string, Entity>();

  function add(added: NewCampaign): void {
    if (added.account !== undefined && !accounts.has(added.account_id)) accounts.set(added.account_id, added.account);
    const account = accounts.get(added.account_id);
    if (account === undefined) return;
    for (const entity of entitiesOf(account, added.campaign)) entities.set(entity.id, entity);
  }

  function reset(): void {
    accounts.clear();
    entities.clear();
    for (const tenant of demoTenants) {
      const main = { platform: 'meta_ads', account: tenant.account, campaigns: tenant.campaigns };
      for (const { platform, account: told, campaigns } of [main, ...tenant.other_accounts]) {
        const { platform_settings: _settings, ...account } = told;
        accounts.set(account.external_id, accountSpecSchema.parse({ ...account, platform }));
        for (const campaign of campaigns) {
          add({ account_id: account.external_id, campaign: campaignSpecSchema.parse(campaign) });
        }
      }
    }
  }

  function list(account: AccountSpec, kind: EntityKind, below?: Entity): readonly Entity[] {
    return [...entities.values()].filter(
      (entity) =>
        entity.kind === kind &&
        entity.account.external_id === account.external_id &&
        (below === undefined || isBelow(entity, below)),
    );
  }

  reset();
  return {
    account: (external_id) => accounts.get(external_id) ?? null,
    accounts: (platform) => [...accounts.values()].filter((account) => account.platform === platform),
    accountOfToken: (token, platform) =>
      [...accounts.values()].find(
        (account) => account.sandbox_token === token && (platform === undefined || account.platform === platform),
      ) ?? null,
    entity: (id) => entities.get(id) ?? null,
    list,
    campaigns: (account) =>
      [...entities.values()]
        .filter((entity) => entity.kind === 'campaign')
        .filter((entity) => account === undefined || entity.account.external_id === account.external_id)
        .map((entity) => entity.campaign),
    canAdd: (added) => {
      const account = accounts.get(added.account_id) ?? added.account;
      if (account === undefined || account.external_id !== added.account_id) return false;
      return entitiesOf(account, added.campaign).every((entity) => !entities.has(entity.id));
    },
    add,
    addCreated: (created, created_at) => {
      const account = accounts.get(created.account_id);
      if (account === undefined) throw new Error(`no account ${created.account_id}`);
      const campaign = created.campaign_id === null ? null : (entities.get(created.campaign_id)?.campaign ?? null);
      entities.set(created.id, createdEntity(created, { account, campaign, created_at }));
    },
    reset,
  };
}
