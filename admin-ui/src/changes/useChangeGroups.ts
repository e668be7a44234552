import { useGetList } from 'react-admin';
import { useAccounts } from '../accounts/useAccounts.ts';
import type { CampaignView } from '../campaigns/campaign-view.ts';
import type { ChangeSetView } from './change-view.ts';
import { type AccountGroup, groupChanges } from './group-changes.ts';

const all = { pagination: { page: 1, perPage: 200 }, sort: { field: 'id', order: 'ASC' }, filter: {} } as const;

/** A set of changes by account and campaign, with their names and currencies as soon as these are known. */
export function useChangeGroups(changeSet: Pick<ChangeSetView, 'changes' | 'currency'>): readonly AccountGroup[] {
  const accounts = useAccounts();
  const campaigns = useGetList<CampaignView>('campaigns', all);
  return groupChanges(changeSet.changes, {
    currency: changeSet.currency,
    accounts: accounts.data ?? [],
    campaign_names: new Map(campaigns.data?.map(({ id, campaign_name }) => [id, campaign_name])),
  });
}
