import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import type { LiveState } from '../live/live-connection.ts';

const words: Readonly<Record<LiveState, { word: string; help: string; colour: string }>> = {
  live: { word: 'Live', help: 'This page updates by itself.', colour: 'success.main' },
  connecting: { word: 'Connecting', help: 'Opening the live updates.', colour: 'text.secondary' },
  polling: {
    word: 'Every 10 s',
    help: 'Live updates are interrupted; the page asks every ten seconds.',
    colour: 'warning.main',
  },
  paused: { word: 'Paused', help: 'Updates pause while this tab is hidden.', colour: 'text.secondary' },
};

/** How fresh the screen is, as a word. */
export function LiveBadge(props: { state: LiveState }) {
  const { word, help, colour } = words[props.state];
  return (
    <Tooltip title={help} describeChild>
      <Box
        component="span"
        sx={{
          display: 'inline-flex',
          alignItems: 'center',
          gap: 0.75,
          fontSize: '0.78rem',
          color: 'text.secondary',
          px: 1,
        }}
      >
        <Box component="span" aria-hidden sx={{ width: 8, height: 8, borderRadius: 9, bgcolor: colour }} />
        {word}
      </Box>
    </Tooltip>
  );
}
