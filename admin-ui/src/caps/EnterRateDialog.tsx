import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { createCapActions } from './cap-actions.ts';
import { rateOf } from './rate-draft.ts';

/** Enters what a currency is worth on a day. */
export function EnterRateDialog(props: { base_currency: string; onClose: () => void }) {
  const { base_currency, onClose } = props;
  const id = useId();
  const calls = useCalls(createCapActions);
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState({
    ...{ currency: '', as_of: new Date().toISOString().slice(0, 10), rate: '', source: '' },
  });
  const rate = rateOf(draft, base_currency);
  const enter = useMutation({
    mutationFn: calls.enterRate,
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: ['rates'] });
      onClose();
    },
  });
  const field = (name: keyof typeof draft, label: string, type = 'text') => (
    <TextField
      required
      {...{ label, type, value: draft[name] }}
      slotProps={{ inputLabel: { shrink: true } }}
      onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
    />
  );
  return (
    <Dialog open onClose={onClose} aria-labelledby={id} maxWidth="xs" fullWidth>
      <DialogTitle id={id}>Enter a rate</DialogTitle>
      <DialogContent>
        <Stack spacing={2} sx={{ pt: 1 }}>
          {field('currency', 'Currency, such as EUR')}
          {field('rate', `One of it is worth (${base_currency})`)}
          {field('as_of', 'From this day on', 'date')}
          {field('source', 'Source')}
          {enter.error === null ? null : <Alert severity="error">{explainError(enter.error)}</Alert>}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Not now</Button>
        <Button
          variant="contained"
          disabled={rate === null || enter.isPending}
          onClick={() => rate !== null && enter.mutate(rate)}
        >
          Enter it
        </Button>
      </DialogActions>
    </Dialog>
  );
}
