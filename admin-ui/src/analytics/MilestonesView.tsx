import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { ToneChip } from '../layout/ToneChip.tsx';
import { useCalls } from '../server/useCalls.ts';
import { RecordLink } from '../tables/RecordLink.tsx';
import { createAnalyticsActions } from './analytics-actions.ts';
import { milestoneFigure, milestoneStanding } from './milestone-words.ts';

/** How far the agent has come: the checklist of its milestones with live numbers. */
export function MilestonesView() {
  const calls = useCalls(createAnalyticsActions);
  const { data, error, refetch } = useQuery({ queryKey: ['milestones'], queryFn: calls.milestones });
  if (data === undefined) {
    if (error !== null) return <LoadingFailed label="milestones" error={error} retry={() => void refetch()} />;
    return <LoadingRows label="the milestones" height={110} />;
  }
  return (
    <Stack spacing={2}>
      <Typography variant="body2">
        Counted from the ledger: rates over four weeks, counts since the beginning. What a scenario still needs to
        decide by itself is under <RecordLink to="/autonomy">Autonomy</RecordLink>.
      </Typography>
      {data.phases.map(({ months, reached, items }) => (
        <Panel key={months} title={`Months ${months}${reached ? ': reached' : ''}`}>
          <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
            {items.map((item) => {
              const { tone, label } = milestoneStanding(item);
              return (
                <Box
                  component="li"
                  key={item.id}
                  sx={{ display: 'flex', gap: 1.5, alignItems: 'center', flexWrap: 'wrap' }}
                >
                  <ToneChip tone={tone}>{label}</ToneChip>
                  <Typography variant="body2">
                    {item.label}
                    {milestoneFigure(item)}
                  </Typography>
                </Box>
              );
            })}
          </Box>
        </Panel>
      ))}
    </Stack>
  );
}
