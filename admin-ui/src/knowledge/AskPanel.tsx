import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Panel } from '../layout/Panel.tsx';
import { metricLabel } from '../money/percent.ts';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { createKnowledgeActions } from './knowledge-actions.ts';

/** Asks the knowledge base, or searches it: answers are quotes, each with its document; nothing is made up. */
export function AskPanel() {
  const calls = useCalls(createKnowledgeActions);
  const [words, setWords] = useState('');
  const ask = useMutation({ mutationFn: calls.ask });
  const search = useMutation({ mutationFn: calls.search });
  const question = words.trim();
  const busy = ask.isPending || search.isPending;
  const error = ask.error ?? search.error;
  return (
    <Panel title="Ask or search">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          search.reset();
          if (question !== '' && !busy) ask.mutate(question);
        }}
      >
        <Stack direction={{ xs: 'column', sm: 'row' }} spacing={1} sx={{ pt: 0.5 }}>
          <TextField
            {...{ fullWidth: true, size: 'small', label: 'Question or words', value: words }}
            slotProps={{ htmlInput: { maxLength: 1_000 } }}
            onChange={(event) => setWords(event.target.value)}
          />
          <Button type="submit" variant="contained" disabled={question === '' || busy}>
            {ask.isPending ? 'Asking …' : 'Ask'}
          </Button>
          <Button
            variant="outlined"
            disabled={question === '' || busy}
            onClick={() => {
              ask.reset();
              search.mutate(question);
            }}
          >
            {search.isPending ? 'Searching …' : 'Search'}
          </Button>
        </Stack>
      </form>
      <Box aria-live="polite" sx={{ mt: 2 }}>
        {error === null ? null : <Alert severity="error">{explainError(error)}</Alert>}
        {ask.data === undefined ? null : ask.data.status === 'not_found' ? (
          <Alert severity="info">{ask.data.answer}</Alert>
        ) : (
          <Quotes
            label="Answer"
            quotes={ask.data.citations.map((each) => ({ ...each, text: each.quote, about: each.title }))}
          />
        )}
        {search.data === undefined ? null : search.data.length === 0 ? (
          <Alert severity="info">Nothing was found.</Alert>
        ) : (
          <Quotes
            label="Passages"
            quotes={search.data.map((each) => ({
              ...each,
              about: `${each.title}${each.section === '' ? '' : ` › ${each.section}`} · ${metricLabel(each.kind)} · fits ${Math.round(each.score * 100)} %`,
            }))}
          />
        )}
      </Box>
    </Panel>
  );
}

function Quotes(props: {
  label: string;
  quotes: readonly {
    readonly source_id: string;
    readonly start?: number;
    readonly text: string;
    readonly about: string;
  }[];
}) {
  return (
    <Box component="ul" aria-label={props.label} sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5 }}>
      {props.quotes.map(({ source_id, start, text, about }) => (
        <Box
          key={`${source_id} ${start ?? ''}`}
          component="li"
          sx={{ borderLeft: '3px solid', borderColor: 'primary.main', pl: 2 }}
        >
          <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text}</Box>
          <Box sx={{ color: 'text.secondary', fontSize: '0.82rem', mt: 0.25 }}>{about}</Box>
        </Box>
      ))}
    </Box>
  );
}
