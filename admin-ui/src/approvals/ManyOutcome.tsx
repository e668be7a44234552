import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { ToneChip } from '../layout/ToneChip.tsx';
import type { ManyResult } from './useDecideMany.ts';
import { useDecisionSentence } from './useDecisionSentence.ts';

/** What became of each of several decisions, and of taking them back. */
export function ManyOutcome(props: {
  kind: 'approve' | 'reject';
  results: readonly ManyResult[];
  takenBack: readonly ManyResult[] | undefined;
}) {
  const { kind, results, takenBack } = props;
  const sentence = useDecisionSentence();
  const done = kind === 'approve' ? 'Approved' : 'Rejected';
  const shown = takenBack ?? results;
  const word = takenBack === undefined ? done : 'Taken back';
  const good = shown.filter(({ refused }) => refused === null).length;
  return (
    <>
      <Typography role="status" sx={{ fontWeight: 600, mb: 1.5 }}>
        {`${word}: ${good} of ${shown.length}.${kind === 'approve' && takenBack === undefined ? ' They take effect in a few seconds.' : ''}`}
      </Typography>
      <Box component="ul" aria-label="Each of them" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {shown.map(({ approval, refused }) => (
          <li key={approval.id}>
            <ToneChip tone={refused === null ? 'good' : 'bad'}>{refused === null ? word : 'Not done'}</ToneChip>{' '}
            {sentence(approval)}
            {refused === null ? null : (
              <Box component="span" sx={{ color: 'text.secondary' }}>
                {` – ${refused}`}
              </Box>
            )}
          </li>
        ))}
      </Box>
    </>
  );
}
