import type { ChangeView } from './change-view.ts';

/** An ad account as a group of changes needs it. */
export type GroupAccount = { readonly external_id: string; readonly name: string; readonly currency: string };

/** The changes of one campaign. */
export type CampaignGroup = {
  readonly campaign_id: string;
  readonly name: string;
  readonly changes: readonly ChangeView[];
};

/** The changes of one ad account, in its own currency; '' when that is not known. */
export type AccountGroup = {
  readonly platform: string;
  readonly account_id: string;
  readonly name: string;
  readonly currency: string;
  readonly campaigns: readonly CampaignGroup[];
};

function campaignName(changes: readonly ChangeView[], campaign_id: string, names: ReadonlyMap<string, string>): string {
  const own = changes.find(({ entity_type, entity_name }) => entity_type === 'campaign' && entity_name !== '');
  return names.get(campaign_id) ?? own?.entity_name ?? campaign_id;
}

/**
 * A set of changes by platform and account, and within by campaign, each in the order of the set. Amounts of a set over
 * several accounts are in the currency of each account; the currency of the set is only that of its sum.
 */
export function groupChanges(
  changes: readonly ChangeView[],
  known: {
    readonly currency: string;
    readonly accounts?: readonly GroupAccount[];
    readonly campaign_names?: ReadonlyMap<string, string>;
  },
): readonly AccountGroup[] {
  const byAccount = Map.groupBy(changes, ({ platform, account_id }) => `${platform} ${account_id}`);
  return [...byAccount.values()].map((ofAccount) => {
    const { platform = '', account_id = '' } = ofAccount[0] ?? {};
    const account = known.accounts?.find(({ external_id }) => external_id === account_id);
    const byCampaign = Map.groupBy(ofAccount, ({ campaign_id }) => campaign_id ?? '');
    return {
      ...{ platform, account_id },
      name: account === undefined || account.name === '' ? account_id : account.name,
      currency: account?.currency ?? (byAccount.size === 1 ? known.currency : ''),
      campaigns: [...byCampaign].map(([campaign_id, ofCampaign]) => ({
        ...{ campaign_id, changes: ofCampaign },
        name: campaignName(ofCampaign, campaign_id, known.campaign_names ?? new Map()),
      })),
    };
  });
}

/** Whether a set reaches over more than one campaign, so that it is shown in groups. */
export function isPortfolio(changes: readonly Pick<ChangeView, 'campaign_id'>[]): boolean {
  return new Set(changes.map(({ campaign_id }) => campaign_id)).size > 1;
}

/** How large a set is, in a sentence: `6 changes of 4 campaigns on 3 platforms`. */
export function sizeWords(groups: readonly AccountGroup[]): string {
  const campaigns = groups.flatMap((group) => group.campaigns);
  const count = (many: number, one: string) => `${many} ${one}${many === 1 ? '' : 's'}`;
  const changes = campaigns.reduce((sum, each) => sum + each.changes.length, 0);
  const platforms = new Set(groups.map(({ platform }) => platform)).size;
  return `${count(changes, 'change')} of ${count(campaigns.length, 'campaign')} on ${count(platforms, 'platform')}`;
}
