import Box from '@mui/material/Box';
import { useSearchParams } from 'react-router';
import { BackLink } from '../layout/BackLink.tsx';
import { PageHeader } from '../layout/PageHeader.tsx';
import { ChoiceField } from '../tables/ChoiceField.tsx';
import { CallList } from './CallList.tsx';

const statuses = [
  { id: '', name: 'any' },
  { id: 'answered', name: 'answered' },
  { id: 'cached', name: 'from an earlier answer' },
  ...[
    ...['LLM_UNAVAILABLE', 'LLM_REFUSED', 'LLM_SPEND_LIMIT', 'LLM_SAMPLING_REFUSED', 'LLM_ANSWER_TOO_LARGE'],
    ...['LLM_ANSWER_INVALID', 'LLM_DEADLINE'],
  ].map((id) => ({ id, name: id })),
];

/** Every call of a language model, in whatever run it was made. */
export function CallsPage() {
  const [search, setSearch] = useSearchParams();
  const status = search.get('status') ?? '';
  return (
    <>
      <PageHeader
        above={<BackLink to="/traces">Traces</BackLink>}
        title="Model calls"
        lead="What language models were asked for, how long it took and what it cost."
      />
      <Box sx={{ mb: 2 }}>
        <ChoiceField
          {...{ label: 'Ended', value: status, choices: statuses }}
          onChange={(next) => setSearch(next === '' ? {} : { status: next })}
        />
      </Box>
      <CallList filter={status === '' ? {} : { status }} linked />
    </>
  );
}
