import CheckIcon from '@mui/icons-material/CheckOutlined';
import Box from '@mui/material/Box';
import { writeProgress, writeStates } from './describe-execution.ts';

/** The four states of a write and how far it has come, in words. */
export function WriteProgress(props: { state: string }) {
  const { done, problem } = writeProgress(props.state);
  return (
    <Box>
      <Box
        component="ol"
        aria-label={`State: ${props.state.replace('_', ' ')}`}
        sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, m: 0, p: 0, listStyle: 'none' }}
      >
        {writeStates.map((state, index) => {
          const reached = index < done;
          return (
            <Box
              component="li"
              key={state}
              sx={{
                display: 'inline-flex',
                alignItems: 'center',
                gap: 0.5,
                px: 1,
                minHeight: 24,
                borderRadius: 9,
                fontSize: '0.78rem',
                fontWeight: reached ? 650 : 450,
                border: '1px solid',
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
      {problem === null ? null : (
        <Box role="alert" sx={{ color: 'error.main', fontSize: '0.85rem', fontWeight: 600, mt: 0.75 }}>
          {problem}
        </Box>
      )}
    </Box>
  );
}
