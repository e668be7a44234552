import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useId, useState } from 'react';
import { useGetList } from 'react-admin';
import type { PlaybookView } from '../playbooks/playbook-view.ts';
import { UndoPreviewDialog } from './UndoPreviewDialog.tsx';
import { selectorOf, type UndoDraft, type UndoSelector, undoKinds } from './undo-draft.ts';

const all = { pagination: { page: 1, perPage: 200 }, sort: { field: 'id', order: 'ASC' }, filter: {} } as const;

/** Chooses which changes to take back: a day, what a playbook did, or what a person approved; then shows what that would do. */
export function UndoManyDialog(props: { onClose: () => void }) {
  const { onClose } = props;
  const id = useId();
  const playbooks = useGetList<PlaybookView>('playbooks', all);
  const today = new Date().toLocaleDateString('sv-SE');
  const [draft, setDraft] = useState<UndoDraft>({
    ...{ kind: 'day', day: today, playbook_id: '', approver: '', since: today },
  });
  const [chosen, setChosen] = useState<UndoSelector | null>(null);
  const selector = selectorOf(draft);
  const edit = (more: Partial<UndoDraft>) => setDraft({ ...draft, ...more });
  if (chosen !== null) return <UndoPreviewDialog title="Undo these changes?" selector={chosen} onClose={onClose} />;
  const date = (name: 'day' | 'since', label: string) => (
    <TextField
      {...{ required: true, type: 'date', label, value: draft[name] }}
      slotProps={{ inputLabel: { shrink: true } }}
      onChange={(event) => edit({ [name]: event.target.value })}
    />
  );
  return (
    <Dialog open onClose={onClose} aria-labelledby={id} maxWidth="xs" fullWidth>
      <DialogTitle id={id}>Undo what?</DialogTitle>
      <DialogContent>
        <Stack spacing={2} sx={{ pt: 1 }}>
          <TextField
            select
            label="Which changes"
            value={draft.kind}
            slotProps={{ select: { native: true } }}
            onChange={(event) => {
              const next = undoKinds.find(({ kind }) => kind === event.target.value);
              if (next !== undefined) edit({ kind: next.kind });
            }}
          >
            {undoKinds.map(({ kind, name }) => (
              <option key={kind} value={kind}>
                {name}
              </option>
            ))}
          </TextField>
          {draft.kind === 'day' ? date('day', 'Day, by the calendar of each account') : null}
          {draft.kind === 'playbook' ? (
            <TextField
              select
              required
              label="Playbook"
              value={draft.playbook_id}
              slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
              onChange={(event) => edit({ playbook_id: event.target.value })}
            >
              <option value="">choose …</option>
              {(playbooks.data ?? []).map(({ id: playbook_id, name }) => (
                <option key={playbook_id} value={playbook_id}>
                  {name}
                </option>
              ))}
            </TextField>
          ) : null}
          {draft.kind === 'approver' ? (
            <TextField
              required
              type="email"
              label="E-mail address of the person"
              value={draft.approver}
              onChange={(event) => edit({ approver: event.target.value })}
            />
          ) : null}
          {draft.kind === 'day' ? null : date('since', 'Since')}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Not now</Button>
        <Button variant="contained" disabled={selector === null} onClick={() => setChosen(selector)}>
          Show what that would do
        </Button>
      </DialogActions>
    </Dialog>
  );
}
