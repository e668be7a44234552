import Box from '@mui/material/Box';
import { Keys } from '../keyboard/Keys.tsx';
import { useShortcutsEnabled } from '../keyboard/useCommands.ts';

const hints = [
  { keys: ['j', 'k'], label: 'move' },
  { keys: ['a'], label: 'approve' },
  { keys: ['e'], label: 'edit' },
  { keys: ['r'], label: 'reject' },
  { keys: ['s'], label: 'later' },
  { keys: ['x'], label: 'pick several' },
  { keys: ['?'], label: 'all keys' },
] as const;

/** Reminds of the keys where there is a keyboard to expect and they are switched on. */
export function KeyHint() {
  const [enabled] = useShortcutsEnabled();
  if (!enabled) return null;
  return (
    <Box sx={{ display: { xs: 'none', md: 'flex' }, gap: 2.5, mt: 2.5, color: 'text.secondary', fontSize: '0.8rem' }}>
      {hints.map(({ keys, label }) => (
        <Box key={label} component="span" sx={{ display: 'inline-flex', gap: 0.75, alignItems: 'center' }}>
          <Keys keys={keys} /> {label}
        </Box>
      ))}
    </Box>
  );
}
