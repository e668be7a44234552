import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { useGetList } from 'react-admin';
import { platformChoices } from '../platforms/platform-name.ts';
import type { PlaybookView } from '../playbooks/playbook-view.ts';
import type { ChangeFilter } from './change-filter.ts';
import { stateChoices } from './describe-record.ts';

const all = { pagination: { page: 1, perPage: 200 }, sort: { field: 'id', order: 'ASC' }, filter: {} } as const;

/** Narrows the list of changes: by state, platform, playbook, approver and day. */
export function ChangeFilters(props: { filter: ChangeFilter; onChange: (next: ChangeFilter) => void }) {
  const { filter, onChange } = props;
  const playbooks = useGetList<PlaybookView>('playbooks', all);
  const choose = (
    name: 'state' | 'platform' | 'playbook',
    label: string,
    choices: readonly { readonly id: string; readonly name: string }[],
  ) => (
    <TextField
      {...{ select: true, size: 'small', label, value: filter[name] ?? '' }}
      slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
      onChange={(event) => onChange({ ...filter, [name]: event.target.value })}
    >
      <option value="">any</option>
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
      {choose('state', 'State', stateChoices)}
      {choose('platform', 'Platform', platformChoices)}
      {choose('playbook', 'Playbook', playbooks.data ?? [])}
      <TextField
        {...{ size: 'small', type: 'email', label: 'Approved by', value: filter.approver ?? '' }}
        slotProps={{ inputLabel: { shrink: true } }}
        onChange={(event) => onChange({ ...filter, approver: event.target.value })}
      />
      <TextField
        {...{ size: 'small', type: 'date', label: 'Day', value: filter.day ?? '' }}
        slotProps={{ inputLabel: { shrink: true } }}
        onChange={(event) => onChange({ ...filter, day: event.target.value })}
      />
    </Box>
  );
}
