import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type KeyboardEvent, useId, useState } from 'react';
import { Keys } from '../keyboard/Keys.tsx';
import { formatMoment } from '../time/describe-time.ts';
import type { ApprovalView } from './approval-view.ts';
import type { SnoozeRequest } from './hand-over-actions.ts';
import { momentOf, snoozePresets } from './snooze-presets.ts';
import { useDecisionSentence } from './useDecisionSentence.ts';

/** Puts a decision off: one digit key or one click, or a moment of one’s own; a condition brings it back sooner. */
export function SnoozeDialog(props: {
  approval: ApprovalView;
  onClose: () => void;
  onSnooze: (request: SnoozeRequest) => void;
}) {
  const id = useId();
  const sentence = useDecisionSentence();
  const [now_ms] = useState(() => Date.now());
  const [local, setLocal] = useState('');
  const [condition, setCondition] = useState('');
  const presets = snoozePresets(now_ms);
  const own = momentOf(local, now_ms);
  const until = (at: string) =>
    props.onSnooze({ until: at, condition: condition.trim() === '' ? null : condition.trim() });
  function onKeyDown(event: KeyboardEvent) {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
    const preset = presets[Number(event.key) - 1];
    if (preset === undefined) return;
    event.preventDefault();
    until(new Date(preset.at_ms).toISOString());
  }
  return (
    <Dialog open onClose={props.onClose} aria-labelledby={id} maxWidth="xs" fullWidth onKeyDown={onKeyDown}>
      <DialogTitle id={id}>Decide later</DialogTitle>
      <DialogContent>
        <Typography variant="body2" sx={{ color: 'text.secondary', mb: 2 }}>
          {`${sentence(props.approval)}. Hidden for you only; its deadline goes on, and it comes back before ${formatMoment(props.approval.expires_at)}.`}
        </Typography>
        <TextField
          label="Sooner, if (optional)"
          placeholder="context.cpa > 60.0"
          fullWidth
          value={condition}
          onChange={(event) => setCondition(event.target.value)}
          slotProps={{ htmlInput: { maxLength: 500 }, inputLabel: { shrink: true } }}
        />
        <Box component="ul" aria-label="Until when" sx={{ listStyle: 'none', m: 0, p: 0, my: 2 }}>
          {presets.map(({ label, at_ms }, index) => (
            <li key={label}>
              <Button
                fullWidth
                autoFocus={index === 0}
                onClick={() => until(new Date(at_ms).toISOString())}
                sx={{ justifyContent: 'flex-start', gap: 1.5, color: 'text.primary', fontWeight: 500, py: 0.9 }}
              >
                <Keys keys={[String(index + 1)]} />
                {label}
              </Button>
            </li>
          ))}
        </Box>
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
          <TextField
            label="Or until"
            type="datetime-local"
            fullWidth
            value={local}
            onChange={(event) => setLocal(event.target.value)}
            slotProps={{ inputLabel: { shrink: true } }}
          />
          <Button variant="outlined" disabled={own === null} onClick={() => own && until(own)}>
            Hide
          </Button>
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose}>Keep it in the inbox</Button>
      </DialogActions>
    </Dialog>
  );
}
