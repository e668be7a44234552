import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import type { ApprovalView } from './approval-view.ts';
import { ChangeFigure } from './ChangeFigure.tsx';
import { DecisionButtons } from './DecisionButtons.tsx';
import { headlineOf } from './describe-approval.ts';

/** Stays in reach while the evidence is read. */
export function ActionBar(props: { approval: ApprovalView; after: () => void }) {
  return (
    <Paper
      component="section"
      aria-label="Decide"
      elevation={6}
      sx={{
        position: 'sticky',
        bottom: { xs: 8, sm: 16 },
        zIndex: 5,
        borderRadius: 3,
        border: '1px solid',
        borderColor: 'divider',
        px: { xs: 1.5, sm: 2.5 },
        py: 1.25,
        display: 'flex',
        gap: 2,
        alignItems: 'center',
        justifyContent: 'space-between',
        flexWrap: 'wrap',
      }}
    >
      <Box sx={{ display: { xs: 'none', sm: 'block' } }}>
        <ChangeFigure headline={headlineOf(props.approval)} />
      </Box>
      <DecisionButtons approval={props.approval} after={props.after} />
    </Paper>
  );
}
