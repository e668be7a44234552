import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import { useProfile } from '../session/useProfile.ts';
import type { ApprovalView } from './approval-view.ts';
import { useDecisionSentence } from './useDecisionSentence.ts';

/** Lets a colleague decide in one’s stead; both together have one voice. */
export function DelegateDialog(props: {
  approval: ApprovalView;
  onClose: () => void;
  onDelegate: (to: string, reason: string | null) => void;
}) {
  const id = useId();
  const sentence = useDecisionSentence();
  const me = useProfile()?.email;
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  const colleagues = (props.approval.eligible ?? []).filter(({ email }) => email !== me);
  return (
    <Dialog open onClose={props.onClose} aria-labelledby={id} maxWidth="xs" fullWidth>
      <Box
        component="form"
        onSubmit={(event) => {
          event.preventDefault();
          props.onDelegate(to.trim(), reason.trim() === '' ? null : reason.trim());
        }}
      >
        <DialogTitle id={id}>Let a colleague decide</DialogTitle>
        <DialogContent>
          <Typography variant="body2" sx={{ color: 'text.secondary', mb: 2 }}>
            {`${sentence(props.approval)}. You may still decide; whoever is first does, and you two count as one.`}
          </Typography>
          <Stack spacing={2}>
            <TextField
              label="Colleague’s e-mail"
              type="email"
              required
              autoFocus
              value={to}
              onChange={(event) => setTo(event.target.value)}
              slotProps={{ htmlInput: { list: `${id}-colleagues`, maxLength: 320 } }}
            />
            <datalist id={`${id}-colleagues`}>
              {colleagues.map(({ email }) => (
                <option key={email} value={email} />
              ))}
            </datalist>
            <TextField
              label="Why (optional)"
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              slotProps={{ htmlInput: { maxLength: 2000 } }}
            />
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button onClick={props.onClose}>Keep it with me</Button>
          <Button type="submit" variant="contained" disabled={to.trim() === ''}>
            Ask this colleague
          </Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}
