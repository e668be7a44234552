import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import { useGetOne } from 'react-admin';
import { useParams } from 'react-router';
import { Fact } from '../approvals/Fact.tsx';
import { BackLink } from '../layout/BackLink.tsx';
import { PageHeader } from '../layout/PageHeader.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { StatusChip } from '../layout/StatusChip.tsx';
import { formatMoney } from '../money/format-money.ts';
import { platformName } from '../platforms/platform-name.ts';
import { AnalyzeButton } from './AnalyzeButton.tsx';
import { CampaignHistory } from './CampaignHistory.tsx';
import { CampaignMetrics } from './CampaignMetrics.tsx';
import type { CampaignView } from './campaign-view.ts';
import { WeeklyCpa } from './WeeklyCpa.tsx';

/** One campaign: its figures over time, what was recommended and decided, and a new analysis on demand. */
export function CampaignPage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useGetOne<CampaignView>('campaigns', { id });
  if (data === undefined) {
    if (error !== null) return <LoadingFailed label="campaign" error={error} retry={() => void refetch()} />;
    return <LoadingRows label="the campaign" height={140} />;
  }
  const money = (minor: number | null) => (minor === null ? '–' : formatMoney(minor, data.currency));
  return (
    <>
      <PageHeader
        above={<BackLink to="/campaigns">Campaigns</BackLink>}
        title={data.campaign_name || data.campaign_id}
        lead={<StatusChip status={data.status} />}
        actions={<AnalyzeButton campaign={data} />}
      />
      <Stack spacing={2}>
        <Box
          component="dl"
          sx={{ m: 0, display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))' }}
        >
          <Fact name="Daily budget">{money(data.daily_budget_minor)}</Fact>
          <Fact name="CPA of the last 7 full days">
            <WeeklyCpa campaign={data} />
          </Fact>
          <Fact name="Target CPA">{money(data.target_cpa_minor)}</Fact>
          <Fact name="Platform">{platformName(data.platform)}</Fact>
          <Fact name="Platform id">{data.campaign_id}</Fact>
        </Box>
        <CampaignMetrics campaign={data} />
        <CampaignHistory campaign_id={data.campaign_id} />
      </Stack>
    </>
  );
}
