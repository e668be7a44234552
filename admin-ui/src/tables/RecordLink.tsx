import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

/** The link of a record; the focusable part of its row. */
export function RecordLink(props: { to: string; children: ReactNode }) {
  return (
    <Box
      component={Link}
      to={props.to}
      sx={{
        color: 'text.primary',
        fontWeight: 620,
        textDecoration: 'none',
        display: 'inline-block',
        minHeight: 24,
        '&:hover': { textDecoration: 'underline' },
      }}
    >
      {props.children}
    </Box>
  );
}
