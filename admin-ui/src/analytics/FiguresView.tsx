import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { SeriesFigure } from '../charts/SeriesFigure.tsx';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { formatNumber } from '../money/percent.ts';
import { useCalls } from '../server/useCalls.ts';
import { createAnalyticsActions } from './analytics-actions.ts';
import { dailyPoints } from './daily-points.ts';
import { MeasureCards } from './MeasureCards.tsx';
import { targetMeasures, trackedMeasures } from './measures.ts';
import { WorkflowTable } from './WorkflowTable.tsx';

const periods = [7, 28, 90, 365] as const;
const lines = [
  { what: 'recommendations', title: 'Recommendations a day' },
  { what: 'decided', title: 'Decisions a day' },
] as const;

/** The measures of a period beside their targets and the period before, over the days and by workflow. */
export function FiguresView() {
  const calls = useCalls(createAnalyticsActions);
  const [days, setDays] = useState<number>(28);
  const { data, error, refetch } = useQuery({ queryKey: ['analytics', days], queryFn: () => calls.figures(days) });
  return (
    <Stack spacing={2.5}>
      <TextField
        select
        size="small"
        label="Period"
        value={days}
        onChange={(event) => setDays(Number(event.target.value))}
        slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
        sx={{ width: 200 }}
      >
        {periods.map((length) => (
          <option key={length} value={length}>{`last ${length} days`}</option>
        ))}
      </TextField>
      {data === undefined ? (
        error === null ? (
          <LoadingRows label="the figures" height={110} />
        ) : (
          <LoadingFailed label="figures" error={error} retry={() => void refetch()} />
        )
      ) : (
        <>
          <section aria-label="Measures with a target">
            <Typography variant="h2" sx={{ mb: 1 }}>
              Against the targets
            </Typography>
            <MeasureCards label="Against the targets" measures={targetMeasures} analytics={data} />
          </section>
          <section aria-label="Measures without a target">
            <Typography variant="h2" sx={{ mb: 1 }}>
              Tracked
            </Typography>
            <MeasureCards label="Tracked" measures={trackedMeasures} analytics={data} />
          </section>
          <Panel title="Over the days">
            <Stack spacing={3}>
              {lines.map(({ what, title }) => {
                const points = dailyPoints(data.by_day, what, data);
                const sum = points.reduce((total, { value }) => total + (value ?? 0), 0);
                return (
                  <SeriesFigure
                    key={what}
                    {...{ title, points, formatValue: formatNumber }}
                    summary={`${sum} in ${points.length} days.`}
                  />
                );
              })}
            </Stack>
          </Panel>
          <Panel title="By workflow" flush>
            <WorkflowTable rows={data.by_workflow} />
          </Panel>
        </>
      )}
    </Stack>
  );
}
