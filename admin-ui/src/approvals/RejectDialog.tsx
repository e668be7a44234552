import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type KeyboardEvent, useId, useState } from 'react';
import type { RejectReason } from '../../../contracts/rejection.ts';
import { Keys } from '../keyboard/Keys.tsx';
import type { ApprovalView } from './approval-view.ts';
import { reasonOfKey, rejectReasons } from './reject-reasons.ts';
import { useDecisionSentence } from './useDecisionSentence.ts';

/** Asks why: one digit key or one click rejects, with what was written before it. */
export function RejectDialog(props: {
  approval: ApprovalView;
  onClose: () => void;
  onReject: (reason: RejectReason, comment: string) => void;
}) {
  const id = useId();
  const sentence = useDecisionSentence();
  const [comment, setComment] = useState('');
  function onKeyDown(event: KeyboardEvent) {
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const reason = reasonOfKey(event.key);
    if (reason === null) return;
    event.preventDefault();
    props.onReject(reason, comment);
  }
  return (
    <Dialog open onClose={props.onClose} aria-labelledby={id} maxWidth="xs" fullWidth onKeyDown={onKeyDown}>
      <DialogTitle id={id}>Why not?</DialogTitle>
      <DialogContent>
        <Typography variant="body2" sx={{ color: 'text.secondary', mb: 2 }}>
          {sentence(props.approval)}
        </Typography>
        <Box component="ul" aria-label="Reasons" sx={{ listStyle: 'none', m: 0, p: 0, mb: 2 }}>
          {rejectReasons.map(({ reason, label }, index) => (
            <li key={reason}>
              <Button
                fullWidth
                autoFocus={index === 0}
                onClick={() => props.onReject(reason, comment)}
                sx={{ justifyContent: 'flex-start', gap: 1.5, color: 'text.primary', fontWeight: 500, py: 0.9 }}
              >
                <Keys keys={[String(index + 1)]} />
                {label}
              </Button>
            </li>
          ))}
        </Box>
        <TextField
          label="Anything to add? (optional, before you choose)"
          fullWidth
          multiline
          minRows={2}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
          slotProps={{ htmlInput: { maxLength: 1000 } }}
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose}>Keep it in the inbox</Button>
      </DialogActions>
    </Dialog>
  );
}
