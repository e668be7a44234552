import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { createAutonomyActions } from './autonomy-actions.ts';
import type { ScenarioView } from './autonomy-view.ts';

/** Switches a scenario on after an explicit yes to what that means, or off with a reason. */
export function SwitchDialog(props: { scenario: ScenarioView; title: string; onClose: () => void }) {
  const { scenario, title, onClose } = props;
  const { grant_id } = scenario;
  const id = useId();
  const calls = useCalls(createAutonomyActions);
  const queryClient = useQueryClient();
  const [understood, setUnderstood] = useState(false);
  const [reason, setReason] = useState('');
  const send = useMutation({
    mutationFn: () => (grant_id === null ? calls.switchOn(scenario) : calls.switchOff(grant_id, reason.trim())),
    async onSuccess() {
      await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'autonomy' });
      onClose();
    },
  });
  const ready = grant_id === null ? understood : reason.trim() !== '';
  return (
    <Dialog open onClose={onClose} aria-labelledby={id} maxWidth="sm" fullWidth>
      <DialogTitle id={id}>
        {grant_id === null ? 'Let the product decide by itself?' : 'Have people asked again?'}
      </DialogTitle>
      <DialogContent>
        <Typography sx={{ fontWeight: 600, mb: 1 }}>{title}</Typography>
        {grant_id === null ? (
          <>
            <Typography variant="body2" sx={{ mb: 1 }}>
              From the next recommendation on, what is sure enough, of low risk, validated and without objection is
              approved without asking. People are told of each one, guardrails and limits hold as before, and it is lost
              by itself as soon as a condition no longer holds.
            </Typography>
            <FormControlLabel
              control={<Checkbox checked={understood} onChange={(event) => setUnderstood(event.target.checked)} />}
              label="I understand that money is changed without a person being asked."
            />
          </>
        ) : (
          <TextField
            required
            fullWidth
            label="Reason (others read it)"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            slotProps={{ htmlInput: { maxLength: 2000 } }}
            sx={{ mt: 1 }}
          />
        )}
        {send.error === null ? null : (
          <Alert severity="error" sx={{ mt: 2 }}>
            {explainError(send.error)}
          </Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Not now</Button>
        <Button
          variant="contained"
          color={grant_id === null ? 'primary' : 'error'}
          disabled={!ready || send.isPending}
          onClick={() => send.mutate()}
        >
          {grant_id === null ? 'Switch it on' : 'Switch it off'}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
