import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

/** A small name above its value; belongs inside a `dl`. */
export function Fact(props: { name: string; children: ReactNode }) {
  return (
    <Box sx={{ minWidth: 0 }}>
      <Box component="dt" sx={{ fontSize: '0.74rem', color: 'text.secondary', mb: 0.25 }}>
        {props.name}
      </Box>
      <Box component="dd" sx={{ m: 0, fontSize: '0.86rem', fontWeight: 550, overflowWrap: 'anywhere' }}>
        {props.children}
      </Box>
    </Box>
  );
}
