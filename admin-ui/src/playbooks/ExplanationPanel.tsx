import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { useCalls } from '../server/useCalls.ts';
import { formatMoment } from '../time/describe-time.ts';
import { explanationSections } from './explanation-sections.ts';
import { createPlaybookActions } from './playbook-actions.ts';

/** What a playbook does in plain English, the most money it can move and why, and when it runs next. */
export function ExplanationPanel(props: { id: string }) {
  const playbooks = useCalls(createPlaybookActions);
  const { data, error, refetch } = useQuery({
    queryKey: ['playbook-explanation', props.id],
    queryFn: () => playbooks.explanation(props.id),
  });
  if (data === undefined) {
    if (error !== null) return <LoadingFailed label="explanation" error={error} retry={() => void refetch()} />;
    return <LoadingRows label="the explanation" rows={3} height={80} />;
  }
  const { worst_case, next_runs } = data;
  return (
    <Stack spacing={2}>
      <Panel title="Worst case">
        <Typography sx={{ fontWeight: 650 }}>
          {worst_case.kind === 'unbounded'
            ? 'One execution can move any amount of daily money'
            : `One execution moves at most ${worst_case.text}`}
        </Typography>
        <Box component="ul" sx={{ m: 0, mt: 0.5, pl: 2.5, fontSize: '0.88rem' }}>
          {worst_case.because.map(({ line, text }) => (
            <li key={`${line} ${text}`}>{`line ${line}: ${text}`}</li>
          ))}
        </Box>
      </Panel>
      <Panel title="Next runs">
        {next_runs.length === 0 ? (
          <Typography variant="body2">It has no schedule; it starts by hand, by the API or by an event.</Typography>
        ) : (
          <Box component="ul" sx={{ m: 0, pl: 2.5, fontSize: '0.88rem' }}>
            {next_runs.map((at) => (
              <li key={at}>{formatMoment(at)}</li>
            ))}
          </Box>
        )}
      </Panel>
      <Panel title="What it does">
        {explanationSections(data.text).map((section) => (
          <Box key={section.title} sx={{ mb: 1.75 }}>
            <Typography component="h3" variant="h3">
              {section.title}
            </Typography>
            {section.lines.map(({ key, depth, text }) => (
              <Typography key={key} variant="body2" sx={{ pl: depth * 2, overflowWrap: 'anywhere' }}>
                {text}
              </Typography>
            ))}
          </Box>
        ))}
      </Panel>
    </Stack>
  );
}
