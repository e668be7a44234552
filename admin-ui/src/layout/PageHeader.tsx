import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type ReactNode, useEffect } from 'react';

/** The heading of a screen, which also names the browser tab. */
export function PageHeader(props: { title: string; lead?: ReactNode; actions?: ReactNode; above?: ReactNode }) {
  useEffect(() => {
    document.title = `${props.title} · MBI`;
  }, [props.title]);
  return (
    <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 2, flexWrap: 'wrap', mb: 2.5 }}>
      <Box sx={{ flex: '1 1 320px', minWidth: 0 }}>
        {props.above}
        <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
          {props.title}
        </Typography>
        {props.lead === undefined ? null : (
          <Typography component="div" variant="body2" sx={{ color: 'text.secondary', mt: 0.5 }}>
            {props.lead}
          </Typography>
        )}
      </Box>
      {props.actions}
    </Box>
  );
}
