import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { ToneChip } from '../layout/ToneChip.tsx';
import { metricLabel } from '../money/percent.ts';
import { useCalls } from '../server/useCalls.ts';
import { ChoiceField } from '../tables/ChoiceField.tsx';
import { FigureTable } from '../tables/FigureTable.tsx';
import { formatShare } from './describe-run.ts';
import { createEvaluationActions } from './evaluation-actions.ts';

const choices = [
  { id: 'all', name: 'All cases' },
  { id: 'failed', name: 'Only those that failed' },
] as const;

/** Every case of a run: what was expected, and what the agent said. */
export function CasesPanel(props: { run_id: string }) {
  const calls = useCalls(createEvaluationActions);
  const [show, setShow] = useState<'all' | 'failed'>('failed');
  const query = useInfiniteQuery({
    queryKey: ['evaluation-cases', props.run_id, show],
    queryFn: ({ pageParam }) => calls.cases(props.run_id, show === 'failed', pageParam),
    initialPageParam: ((): string | null => null)(),
    getNextPageParam: (page) => page.next_cursor,
  });
  const cases = query.data?.pages.flatMap((page) => page.data);
  return (
    <Panel title="Cases" aside={<ChoiceField label="Show" value={show} choices={choices} onChange={setShow} />}>
      {cases === undefined ? (
        query.error === null ? (
          <LoadingRows label="the cases" height={32} />
        ) : (
          <LoadingFailed label="cases" error={query.error} retry={() => void query.refetch()} />
        )
      ) : cases.length === 0 ? (
        <p>{show === 'failed' ? 'No case failed.' : 'The run has no cases.'}</p>
      ) : (
        <FigureTable
          label="cases"
          words={5}
          columns={['Case', 'Kind', 'Expected', 'Agent said', 'Result', 'Sure', 'Left on the table']}
          rows={cases.map((row) => ({
            key: row.id,
            cells: [
              row.id,
              metricLabel(row.kind),
              <TwoLines
                key="expected"
                first={row.expected.workflow}
                second={[...row.expected.causes.map(metricLabel), row.expected.best_action ?? '']
                  .filter(Boolean)
                  .join(' · ')}
              />,
              <TwoLines
                key="actual"
                first={row.actual.workflow}
                second={`${metricLabel(row.actual.cause)} · ${row.actual.action}`}
              />,
              <ToneChip key="passed" tone={row.passed && !row.scores.critical ? 'good' : 'bad'}>
                {row.scores.critical ? 'critical' : row.passed ? 'right' : 'wrong'}
              </ToneChip>,
              formatShare(row.actual.confidence),
              formatShare(row.scores.regret),
            ],
          }))}
        />
      )}
      {query.hasNextPage ? (
        <Button onClick={() => void query.fetchNextPage()} disabled={query.isFetchingNextPage}>
          {query.isFetchingNextPage ? 'Loading …' : 'Show more cases'}
        </Button>
      ) : null}
    </Panel>
  );
}

function TwoLines(props: { first: string; second: string }) {
  return (
    <Box sx={{ minWidth: 160 }}>
      {props.first}
      <Box sx={{ color: 'text.secondary', fontSize: '0.8rem' }}>{props.second}</Box>
    </Box>
  );
}
