import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { useId } from 'react';
import { Keys } from './Keys.tsx';
import { keyHelp } from './key-map.ts';
import { useShortcutsEnabled } from './useCommands.ts';

/** Every key and what it does, and the switch that turns them off. */
export function HelpDialog(props: { open: boolean; onClose: () => void }) {
  const id = useId();
  const [enabled, setEnabled] = useShortcutsEnabled();
  return (
    <Dialog open={props.open} onClose={props.onClose} aria-labelledby={id} maxWidth="xs" fullWidth>
      <DialogTitle id={id}>Keyboard shortcuts</DialogTitle>
      <DialogContent>
        <Box component="dl" sx={{ display: 'grid', gridTemplateColumns: '84px 1fr', gap: 1, m: 0, mb: 2 }}>
          {keyHelp.map(({ keys, command, label }) => (
            <Box key={command} sx={{ display: 'contents' }}>
              <Box component="dt">
                <Keys keys={keys} />
              </Box>
              <Box component="dd" sx={{ m: 0, fontSize: '0.9rem' }}>
                {label}
              </Box>
            </Box>
          ))}
        </Box>
        <FormControlLabel
          control={<Switch checked={enabled} onChange={(event) => setEnabled(event.target.checked)} />}
          label="Use single-key shortcuts"
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose}>Close</Button>
      </DialogActions>
    </Dialog>
  );
}
