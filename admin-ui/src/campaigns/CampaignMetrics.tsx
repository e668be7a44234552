import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { moneyInMajor } from '../charts/format-unit.ts';
import { SeriesFigure } from '../charts/SeriesFigure.tsx';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { useNow } from '../layout/useNow.ts';
import { formatNumber } from '../money/percent.ts';
import { useCalls } from '../server/useCalls.ts';
import { formatDay } from '../time/describe-time.ts';
import { createCampaignActions } from './campaign-actions.ts';
import type { CampaignView } from './campaign-view.ts';
import { type CampaignMetric, campaignMetrics, lastFullDay, metricOfDay } from './metric-series.ts';

const days = 60;

/** The last sixty full days of one metric at a time. */
export function CampaignMetrics(props: { campaign: CampaignView }) {
  const { campaign_id, currency } = props.campaign;
  const calls = useCalls(createCampaignActions);
  const until = lastFullDay(useNow(60_000));
  const [metric, setMetric] = useState<CampaignMetric>('spend');
  const { data, error, refetch } = useQuery({
    queryKey: ['campaign-metrics', campaign_id, days, until],
    queryFn: () => calls.metrics(campaign_id, days, until),
  });
  const chosen = campaignMetrics.find(({ id }) => id === metric) ?? campaignMetrics[0];
  const formatValue = chosen.money ? moneyInMajor(currency) : formatNumber;
  const points = (data ?? [])
    .toSorted((a, b) => a.dt.localeCompare(b.dt))
    .map((day) => ({
      at: day.dt,
      value: metricOfDay(day, metric, currency),
      expected: null,
      low: null,
      high: null,
      anomalous: false,
    }));
  const last = points.at(-1);
  return (
    <Panel
      title="Figures by day"
      aside={
        <ToggleButtonGroup
          exclusive
          size="small"
          value={metric}
          aria-label="Metric"
          onChange={(_, value) => setMetric((known) => campaignMetrics.find(({ id }) => id === value)?.id ?? known)}
        >
          {campaignMetrics.map(({ id, label }) => (
            <ToggleButton key={id} value={id} sx={{ textTransform: 'none', minHeight: 32 }}>
              {label}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      }
    >
      {data === undefined ? (
        error === null ? (
          <LoadingRows label="the figures" rows={1} height={260} />
        ) : (
          <LoadingFailed label="figures" error={error} retry={() => void refetch()} />
        )
      ) : last === undefined ? (
        <Typography variant="body2">No figures yet. They arrive with the next import or sync.</Typography>
      ) : (
        <SeriesFigure
          title={chosen.label}
          summary={`${points.length} full days to ${formatDay(last.at.slice(0, 10))}; last value ${last.value === null ? 'not defined' : formatValue(last.value)}.`}
          points={points}
          formatValue={formatValue}
        />
      )}
    </Panel>
  );
}
