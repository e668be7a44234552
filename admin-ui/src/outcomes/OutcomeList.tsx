import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { useInfiniteGetList } from 'react-admin';
import { useSearchParams } from 'react-router';
import { playbookWords } from '../../../contracts/in-words.ts';
import { PageHeader } from '../layout/PageHeader.tsx';
import { ToneChip } from '../layout/ToneChip.tsx';
import { RecordTable } from '../tables/RecordTable.tsx';
import { formatMoment } from '../time/describe-time.ts';
import { effectLine, metricName } from './describe-outcome.ts';
import { promiseWord, verdictWords } from './explain-outcome.ts';
import type { OutcomeRecord } from './outcome-view.ts';

const choices = [
  { id: '', name: 'All', filter: {} },
  { id: 'positive', name: 'It helped', filter: { verdict: 'positive' } },
  { id: 'negative', name: 'It did harm', filter: { verdict: 'negative' } },
  { id: 'inconclusive', name: 'Nobody can tell', filter: { verdict: 'inconclusive' } },
  { id: 'planned', name: 'Not measured yet', filter: { status: 'planned' } },
  { id: 'broken', name: 'Promise not kept', filter: { promise_kept: 'false' } },
] as const;

/** What changes have brought, and what is still to be measured. */
export function OutcomeList() {
  const [search, setSearch] = useSearchParams();
  const chosen = choices.find(({ id }) => id === (search.get('show') ?? '')) ?? choices[0];
  const query = useInfiniteGetList<OutcomeRecord>('outcomes', {
    pagination: { page: 1, perPage: 50 },
    sort: { field: 'measure_at', order: 'DESC' },
    filter: chosen.filter,
  });
  return (
    <>
      <PageHeader
        title="Outcomes"
        lead="What each change brought, compared with what would have happened without it. Measured once the platform has counted everything."
      />
      <Box sx={{ mb: 2 }}>
        <TextField
          select
          size="small"
          label="Show"
          value={chosen.id}
          slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
          onChange={(event) => setSearch(event.target.value === '' ? {} : { show: event.target.value })}
        >
          {choices.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </TextField>
      </Box>
      <RecordTable
        label="outcomes"
        query={query}
        linkTo={(outcome) => `/outcomes/${outcome.id}/show`}
        empty={{
          title: 'No outcome is like that',
          text: 'Every change that reaches a platform is measured, some days after it, by itself.',
        }}
        columns={[
          {
            name: 'Change of',
            main: true,
            cell: (outcome) => `${outcome.campaign_name ?? outcome.campaign_id}: ${metricName(outcome.metric)}`,
          },
          { name: 'Effect', cell: (outcome) => effectLine(outcome).split(': ').slice(1).join(': ') },
          {
            name: 'Verdict',
            cell: (outcome) => {
              const { word, tone } = verdictWords(outcome);
              const promise = promiseWord(outcome);
              return (
                <Box sx={{ display: 'flex', gap: 0.75, flexWrap: 'wrap' }}>
                  <ToneChip tone={tone}>{word}</ToneChip>
                  {promise === null ? null : <ToneChip tone={promise.tone}>{promise.word}</ToneChip>}
                </Box>
              );
            },
          },
          { name: 'Playbook', cell: (outcome) => playbookWords(outcome.playbook_id) },
          {
            name: 'Measured',
            cell: (outcome) =>
              outcome.measured_at === null
                ? `from ${formatMoment(outcome.measure_at)}`
                : formatMoment(outcome.measured_at),
          },
        ]}
      />
    </>
  );
}
