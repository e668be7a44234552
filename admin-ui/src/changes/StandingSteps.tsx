import CheckIcon from '@mui/icons-material/CheckOutlined';
import Box from '@mui/material/Box';
import { type ChangeStanding, changePath } from '../../../contracts/change-state.ts';

type Standing = Pick<ChangeStanding, 'steps_done' | 'word' | 'sentence' | 'meaning'>;

/** The four states of a change and how far it has come, with what that means in words. */
export function StandingSteps(props: { standing: Standing }) {
  const { steps_done, word, sentence, meaning } = props.standing;
  const off = meaning === 'needs_person' || meaning === 'not_done';
  return (
    <Box>
      <Box
        component="ol"
        aria-label={`State: ${word.toLowerCase()}`}
        sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, m: 0, p: 0, listStyle: 'none' }}
      >
        {changePath.map((state, index) => {
          const reached = index < steps_done;
          return (
            <Box
              component="li"
              key={state}
              sx={{
                ...{ display: 'inline-flex', alignItems: 'center', gap: 0.5, px: 1, minHeight: 24, borderRadius: 9 },
                ...{ fontSize: '0.78rem', fontWeight: reached ? 650 : 450, border: '1px solid' },
                borderColor: reached ? 'success.main' : 'divider',
                color: reached ? 'text.primary' : 'text.secondary',
              }}
            >
              {reached ? <CheckIcon aria-label="done:" sx={{ fontSize: 14, color: 'success.main' }} /> : null}
              {state}
            </Box>
          );
        })}
      </Box>
      <Box
        {...(off ? { role: 'alert' } : {})}
        sx={{
          ...{ fontSize: '0.85rem', mt: 0.75, fontWeight: off ? 600 : 400 },
          color: meaning === 'needs_person' ? 'error.main' : 'text.secondary',
        }}
      >
        {off || meaning === 'taken_back' ? `${word}: ${sentence}` : sentence}
      </Box>
    </Box>
  );
}
