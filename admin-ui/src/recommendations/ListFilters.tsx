import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { describeStatus } from '../executions/describe-execution.ts';
import { workflowChoices } from './feedback-categories.ts';
import { filterOf, type ListFilter } from './list-filter.ts';

type Choice = { readonly id: string; readonly name: string };

const statuses: readonly Choice[] = ['pending', 'approved', 'rejected', 'edited', 'expired', 'superseded'].map(
  (id) => ({
    ...{ id, name: describeStatus(id).word },
  }),
);
const onlys: readonly Choice[] = [
  { id: 'flagged', name: 'for the Friday review' },
  { id: 'unsure', name: 'low confidence' },
  { id: 'shadow', name: 'in shadow' },
];

/** Narrows and orders the list of recommendations. */
export function ListFilters(props: { filter: ListFilter; onChange: (next: ListFilter) => void }) {
  const { filter, onChange } = props;
  const choose = (name: keyof ListFilter, label: string, any: string, choices: readonly Choice[]) => (
    <TextField
      {...{ select: true, size: 'small', label, value: filter[name] }}
      slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
      onChange={(event) => onChange(filterOf(new URLSearchParams({ ...filter, [name]: event.target.value })))}
    >
      {any === '' ? null : <option value="">{any}</option>}
      {choices.map(({ id, name: word }) => (
        <option key={id} value={id}>
          {word}
        </option>
      ))}
    </TextField>
  );
  return (
    <Box
      role="group"
      aria-label="Narrow the list"
      sx={{ display: 'grid', gap: 1.25, gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))', mb: 2 }}
    >
      {choose('status', 'Decision', 'any', statuses)}
      {choose(
        'workflow',
        'Workflow',
        'any',
        workflowChoices.map((id) => ({ id, name: id })),
      )}
      {choose('only', 'Only', 'all', onlys)}
      {choose('sort', 'Order', '', [
        { id: 'newest', name: 'newest first' },
        { id: 'priority', name: 'most urgent first' },
      ])}
    </Box>
  );
}
