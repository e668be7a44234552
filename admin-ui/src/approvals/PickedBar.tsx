import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';

/** What can be done with the decisions that were picked; stays in reach below the list. */
export function PickedBar(props: { count: number; onAsk: (kind: 'approve' | 'reject') => void; onClear: () => void }) {
  const minHeight = { xs: 44, sm: 40 };
  return (
    <Paper
      component="section"
      aria-label="Decide together"
      elevation={6}
      sx={{
        ...{ position: 'sticky', bottom: { xs: 8, sm: 16 }, zIndex: 5, borderRadius: 3, border: '1px solid' },
        ...{ borderColor: 'divider', px: { xs: 1.5, sm: 2.5 }, py: 1.25, mt: 2 },
        ...{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' },
      }}
    >
      <Box role="status" sx={{ mr: 'auto', fontWeight: 600 }}>{`${props.count} picked`}</Box>
      <Button variant="contained" onClick={() => props.onAsk('approve')} sx={{ minHeight, px: { xs: 1.25, sm: 2 } }}>
        Approve …
      </Button>
      <Button
        variant="outlined"
        color="inherit"
        onClick={() => props.onAsk('reject')}
        sx={{ minHeight, borderColor: 'divider', px: { xs: 1.25, sm: 2 } }}
      >
        Reject …
      </Button>
      <Button onClick={props.onClear} sx={{ minHeight, minWidth: 0, px: { xs: 1, sm: 2 } }}>
        Clear
      </Button>
    </Paper>
  );
}
