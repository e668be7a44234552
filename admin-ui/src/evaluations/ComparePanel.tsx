import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useGetList } from 'react-admin';
import { useSearchParams } from 'react-router';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { formatChange } from '../money/percent.ts';
import { useCalls } from '../server/useCalls.ts';
import { ChoiceField } from '../tables/ChoiceField.tsx';
import { FigureTable } from '../tables/FigureTable.tsx';
import { formatMoment } from '../time/describe-time.ts';
import { formatPoints, runTypeWord } from './describe-run.ts';
import { createEvaluationActions } from './evaluation-actions.ts';
import type { ComparisonView, EvaluationRunView } from './evaluation-view.ts';

const newest = { pagination: { page: 1, perPage: 100 }, sort: { field: 'run_at', order: 'DESC' } } as const;

/** This run beside another one, chosen here and kept in the address: what got worse first. */
export function ComparePanel(props: { run: EvaluationRunView }) {
  const { run } = props;
  const calls = useCalls(createEvaluationActions);
  const [search, setSearch] = useSearchParams();
  const before = search.get('before') ?? '';
  const runs = useGetList<EvaluationRunView>('evaluations', { ...newest, filter: { run_type: run.run_type } });
  const query = useQuery({
    queryKey: ['evaluation-compare', before, run.id],
    queryFn: () => calls.compare(before, run.id),
    enabled: before !== '',
  });
  const others = (runs.data ?? []).filter(({ id }) => id !== run.id);
  const choices = [
    { id: '', name: others.length === 0 ? 'There is no other run of this kind' : 'Choose a run' },
    ...others.map(({ id, run_at, passed_examples, total_examples }) => ({
      id,
      name: `${runTypeWord(run.run_type)}, ${formatMoment(run_at)} (${passed_examples} of ${total_examples})`,
    })),
  ];
  return (
    <Panel title="Compared with another run">
      <ChoiceField
        {...{ label: 'Earlier run', value: before, choices }}
        onChange={(next) => setSearch(next === '' ? {} : { before: next }, { replace: true })}
      />
      <Box aria-live="polite" sx={{ mt: 2 }}>
        {before === '' ? null : query.data === undefined ? (
          query.error === null ? (
            <LoadingRows label="the comparison" rows={2} height={32} />
          ) : (
            <LoadingFailed label="comparison" error={query.error} retry={() => void query.refetch()} />
          )
        ) : (
          <Comparison of={query.data} />
        )}
      </Box>
    </Panel>
  );
}

function Comparison(props: { of: ComparisonView }) {
  const { of } = props;
  const cost = of.cost_change_pct === null ? '–' : formatChange(of.cost_change_pct);
  const ece = of.ece_change === null ? '–' : formatPoints(of.ece_change * 100);
  const list = (ids: readonly string[]) => (ids.length === 0 ? 'none' : ids.join(', '));
  return (
    <>
      <Alert severity={of.regression ? 'error' : 'success'} role="note" sx={{ mb: 2 }}>
        {of.regression ? 'This run is a step back from the earlier one.' : 'No step back from the earlier run.'}
      </Alert>
      <FigureTable
        label="the comparison"
        columns={['What', 'Change']}
        rows={[
          { key: 'failed', cells: [`Newly wrong (${of.newly_failed.length})`, list(of.newly_failed)] },
          { key: 'passed', cells: [`Newly right (${of.newly_passed.length})`, list(of.newly_passed)] },
          { key: 'agreement', cells: ['Agreement', formatPoints(of.agreement_change_points)] },
          { key: 'cause', cells: ['Cause right', formatPoints(of.top1_change_points)] },
          { key: 'regret', cells: ['Regret (less is better)', formatPoints(of.regret_change_points)] },
          { key: 'ece', cells: ['How far its confidence is off (less is better)', ece] },
          { key: 'cost', cells: ['Cost', cost] },
        ]}
      />
    </>
  );
}
