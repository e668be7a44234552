import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { type ReactNode, useId } from 'react';

/** A titled surface; a landmark for screen readers under its own heading. */
export function Panel(props: { title: string; aside?: ReactNode; children: ReactNode; flush?: boolean }) {
  const id = useId();
  return (
    <Paper
      component="section"
      aria-labelledby={id}
      variant="outlined"
      sx={{ borderRadius: 3, overflow: 'hidden', minWidth: 0 }}
    >
      <Box
        sx={{ px: { xs: 2, sm: 2.5 }, pt: 2, pb: 1, display: 'flex', gap: 2, alignItems: 'center', flexWrap: 'wrap' }}
      >
        <Typography id={id} variant="h2" sx={{ flexGrow: 1 }}>
          {props.title}
        </Typography>
        {props.aside}
      </Box>
      <Box sx={props.flush ? {} : { px: { xs: 2, sm: 2.5 }, pb: 2.5 }}>{props.children}</Box>
    </Paper>
  );
}
