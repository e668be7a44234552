import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useInfiniteGetList } from 'react-admin';
import { useSearchParams } from 'react-router';
import { BackLink } from '../layout/BackLink.tsx';
import { PageHeader } from '../layout/PageHeader.tsx';
import { ToneChip } from '../layout/ToneChip.tsx';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { useCan } from '../session/useCan.ts';
import { ChoiceField } from '../tables/ChoiceField.tsx';
import { RecordTable } from '../tables/RecordTable.tsx';
import { formatMoment } from '../time/describe-time.ts';
import { formatShare } from './describe-run.ts';
import { createEvaluationActions } from './evaluation-actions.ts';
import type { GoldenView } from './golden-view.ts';

const choices = [
  { id: 'candidate', name: 'Waiting for an expert' },
  { id: 'accepted', name: 'Accepted' },
  { id: 'rejected', name: 'Rejected' },
  { id: 'all', name: 'All' },
] as const;
const tones = { candidate: 'waiting', accepted: 'good', rejected: 'neutral' } as const;
const quarter_ms = 90 * 86_400_000;

/** Cases in which the right answer is known, and candidates for them that wait for an expert. */
export function GoldenList() {
  const [search, setSearch] = useSearchParams();
  const chosen = choices.find(({ id }) => id === search.get('show'))?.id ?? 'candidate';
  const calls = useCalls(createEvaluationActions);
  const queryClient = useQueryClient();
  const mayReview = useCan('golden:review');
  const query = useInfiniteGetList<GoldenView>('golden', {
    pagination: { page: 1, perPage: 50 },
    sort: { field: 'id', order: 'ASC' },
    filter: chosen === 'all' ? {} : { status: chosen },
  });
  const build = useMutation({
    mutationFn: () => {
      const now = Date.now();
      return calls.build(new Date(now - quarter_ms).toISOString(), new Date(now).toISOString());
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['golden'] }),
  });
  return (
    <>
      <PageHeader
        above={<BackLink to="/evaluations">Evaluations</BackLink>}
        title="Golden examples"
        lead="What a person decided in a case, and what came of it. Once an expert has accepted it, the agent is measured by it."
        actions={
          mayReview ? (
            <Button variant="outlined" disabled={build.isPending} onClick={() => build.mutate()}>
              {build.isPending ? 'Looking …' : 'Look for candidates in 90 days'}
            </Button>
          ) : null
        }
      />
      <Box aria-live="polite" sx={{ mb: 2 }}>
        {build.error === null ? null : <Alert severity="error">{explainError(build.error)}</Alert>}
        {build.data === undefined ? null : (
          <Alert severity="info">
            {`${build.data.added.length} new candidates; ${build.data.unusable} decisions could not be used.`}
          </Alert>
        )}
      </Box>
      <Box sx={{ mb: 2 }}>
        <ChoiceField label="Show" value={chosen} choices={choices} onChange={(show) => setSearch({ show })} />
      </Box>
      <RecordTable
        label="golden examples"
        query={query}
        linkTo={(example) => `/golden/${encodeURIComponent(example.id)}/show`}
        empty={{
          title: 'No example is like that',
          text: 'Decisions become candidates once their outcome has been measured.',
        }}
        columns={[
          { name: 'Example', main: true, cell: (example) => `${example.campaign_name}: ${example.human_decision}` },
          {
            name: 'Standing',
            cell: (example) => (
              <Box sx={{ display: 'flex', gap: 0.75, flexWrap: 'wrap' }}>
                <ToneChip tone={tones[example.status]}>{example.status}</ToneChip>
                {example.self_confirmed ? <ToneChip tone="neutral">agent’s own proposal</ToneChip> : null}
              </Box>
            ),
          },
          { name: 'Clear-cut', cell: (example) => formatShare(example.confidence) },
          { name: 'Decided', cell: (example) => `${formatMoment(example.decision_date)} ${example.decided_by ?? ''}` },
          { name: 'Tags', cell: (example) => example.tags.join(', ') },
        ]}
      />
    </>
  );
}
