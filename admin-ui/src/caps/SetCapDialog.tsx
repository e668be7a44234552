import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { CapScopeFields, type Limitable } from './CapScopeFields.tsx';
import { createCapActions } from './cap-actions.ts';
import type { CapView } from './cap-view.ts';
import { capRule, capSubject } from './describe-cap.ts';
import { type CapDraft, effectOfWish, effectWords, wishOf } from './propose-cap.ts';

/** Tightens a limit, sets a first one, or proposes a wider one; says which of these it will be before the button is pressed. */
export function SetCapDialog(props: {
  draft: CapDraft;
  /** The limit that is to be changed; null for a new one. */
  of: CapView | null;
  caps: readonly CapView[];
  accounts: readonly Limitable[];
  campaigns: readonly Limitable[];
  onClose: () => void;
}) {
  const { of, caps, onClose } = props;
  const id = useId();
  const calls = useCalls(createCapActions);
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(props.draft);
  const wish = wishOf(draft);
  const effect = wish === null ? null : effectOfWish(wish, caps);
  const set = useMutation({
    mutationFn: calls.set,
    async onSuccess() {
      await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'caps' });
      onClose();
    },
  });
  const edit = (more: Partial<CapDraft>) => setDraft({ ...draft, ...more });
  return (
    <Dialog open onClose={onClose} aria-labelledby={id} maxWidth="sm" fullWidth>
      <DialogTitle id={id}>{of === null ? 'New limit on money' : `Change the limit: ${capSubject(of)}`}</DialogTitle>
      <DialogContent>
        <Stack spacing={2} sx={{ pt: 0.5 }}>
          {of === null ? (
            <>
              <CapScopeFields
                {...{ scope: draft.scope, scope_id: draft.scope_id }}
                {...{ accounts: props.accounts, campaigns: props.campaigns }}
                onChange={(next) => edit(next)}
              />
              <TextField
                select
                label="What counts"
                value={draft.measure}
                slotProps={{ select: { native: true } }}
                onChange={(event) => edit({ measure: event.target.value === 'moved' ? 'moved' : 'exposure' })}
              >
                <option value="moved">Daily budget that is moved, up and down added together</option>
                <option value="exposure">What raises may make the platform spend, at its worst</option>
              </TextField>
              <TextField
                label="Within how many hours (1 to 744)"
                value={draft.window_hours}
                onChange={(event) => edit({ window_hours: event.target.value })}
                slotProps={{ htmlInput: { inputMode: 'numeric' } }}
              />
            </>
          ) : (
            <Typography variant="body2">{`Now: ${capRule(of)}`}</Typography>
          )}
          <TextField
            required
            autoFocus={of !== null}
            label={`At most (${draft.currency})`}
            value={draft.limit}
            onChange={(event) => edit({ limit: event.target.value })}
            slotProps={{ htmlInput: { inputMode: 'decimal' } }}
          />
          <TextField
            required
            label="Reason (others read it)"
            value={draft.reason}
            onChange={(event) => edit({ reason: event.target.value })}
            slotProps={{ htmlInput: { maxLength: 2000 } }}
          />
          {effect === null ? null : (
            <Alert severity={effect === 'wider' ? 'warning' : 'info'} role="status">
              {effectWords[effect]}
            </Alert>
          )}
          {set.error === null ? null : <Alert severity="error">{explainError(set.error)}</Alert>}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Not now</Button>
        <Button
          variant="contained"
          disabled={wish === null || set.isPending}
          onClick={() => wish !== null && set.mutate(wish)}
        >
          {effect === 'wider' ? 'Propose it' : 'Set it now'}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
