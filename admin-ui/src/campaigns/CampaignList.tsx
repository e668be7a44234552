import { useInfiniteGetList } from 'react-admin';
import { PageHeader } from '../layout/PageHeader.tsx';
import { StatusChip } from '../layout/StatusChip.tsx';
import { formatMoney } from '../money/format-money.ts';
import { platformName } from '../platforms/platform-name.ts';
import { RecordTable } from '../tables/RecordTable.tsx';
import type { CampaignView } from './campaign-view.ts';
import { WeeklyCpa } from './WeeklyCpa.tsx';

/** The campaigns that MBI looks after. */
export function CampaignList() {
  const query = useInfiniteGetList<CampaignView>('campaigns', {
    pagination: { page: 1, perPage: 50 },
    sort: { field: 'campaign_name', order: 'ASC' },
    filter: {},
  });
  return (
    <>
      <PageHeader title="Campaigns" lead="What MBI looks after, with the money it may move." />
      <RecordTable
        label="campaigns"
        query={query}
        linkTo={(campaign) => `/campaigns/${encodeURIComponent(campaign.id)}/show`}
        empty={{
          title: 'No campaigns yet',
          text: 'Connect an ad account or import metrics, and its campaigns appear here.',
        }}
        columns={[
          { name: 'Campaign', main: true, cell: (campaign) => campaign.campaign_name || campaign.campaign_id },
          { name: 'Status', cell: (campaign) => <StatusChip status={campaign.status} /> },
          { name: 'Platform', cell: (campaign) => platformName(campaign.platform) },
          {
            name: 'Daily budget',
            cell: (campaign) =>
              campaign.daily_budget_minor === null ? '–' : formatMoney(campaign.daily_budget_minor, campaign.currency),
          },
          { name: 'CPA of 7 days, against the week before', cell: (campaign) => <WeeklyCpa campaign={campaign} /> },
          {
            name: 'Target CPA',
            cell: (campaign) =>
              campaign.target_cpa_minor === null ? '–' : formatMoney(campaign.target_cpa_minor, campaign.currency),
          },
        ]}
      />
    </>
  );
}
