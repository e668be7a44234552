import Box from '@mui/material/Box';
import { useState } from 'react';

/** Something long, as text or JSON, shown when somebody opens it. */
export function JsonDetails(props: { summary: string; value: unknown }) {
  const [open, setOpen] = useState(false);
  const { summary, value } = props;
  return (
    <Box component="details" onToggle={(event) => setOpen(event.currentTarget.open)} sx={{ fontSize: '0.85rem' }}>
      <Box
        component="summary"
        sx={{ cursor: 'pointer', color: 'primary.main', fontWeight: 600, minHeight: 24, width: 'fit-content' }}
      >
        {summary}
      </Box>
      {open ? (
        <Box
          component="pre"
          role="region"
          aria-label={summary}
          tabIndex={0}
          sx={{
            ...{ m: 0, mt: 1, p: 1.5, maxHeight: 420, overflow: 'auto', borderRadius: 2, bgcolor: 'action.hover' },
            ...{ fontSize: '0.78rem', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
          }}
        >
          {typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
        </Box>
      ) : null}
    </Box>
  );
}
