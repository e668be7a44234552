import Box from '@mui/material/Box';
import { alpha } from '@mui/material/styles';
import type { ReactNode } from 'react';
import type { Tone } from '../executions/describe-execution.ts';

const palettes = { neutral: null, busy: 'info', waiting: 'warning', good: 'success', bad: 'error' } as const;

/** A small label whose words carry the meaning; the colour only helps to find it. */
export function ToneChip(props: { tone: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <Box
      component="span"
      sx={(theme) => {
        const name = palettes[props.tone];
        const colour = name === null ? theme.palette.text.secondary : theme.palette[name].main;
        const dark = theme.palette.mode === 'dark';
        const text = name === null ? theme.palette.text.primary : dark ? colour : theme.palette[name].dark;
        return {
          display: 'inline-flex',
          alignItems: 'center',
          gap: 0.5,
          px: 1,
          minHeight: 24,
          borderRadius: 999,
          fontSize: '0.78rem',
          fontWeight: 600,
          whiteSpace: 'nowrap',
          color: text,
          bgcolor: alpha(colour, dark ? 0.16 : 0.1),
          '& svg': { fontSize: 16 },
        };
      }}
    >
      {props.icon}
      {props.children}
    </Box>
  );
}
