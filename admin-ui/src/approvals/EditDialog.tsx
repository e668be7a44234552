import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type FormEvent, useId, useState } from 'react';
import type { ApprovalView } from './approval-view.ts';
import { CreativeChoice } from './CreativeChoice.tsx';
import { editFieldsOf, explainField, readEdits } from './edit-fields.ts';
import { useDecisionSentence } from './useDecisionSentence.ts';
import { wordNotes } from './word-notes.ts';
import { readWords, wordFieldsOf } from './words-view.ts';

/** Changes the editable parameters. The server plans anew, checks its guardrails, and asks about exactly that plan. */
export function EditDialog(props: {
  approval: ApprovalView;
  onClose: () => void;
  onEdit: (edits: Readonly<Record<string, number | string | readonly object[]>>) => void;
}) {
  const id = useId();
  const fields = editFieldsOf(props.approval);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const words = wordFieldsOf(props.approval);
  const figures = readEdits(fields, typed);
  const edits = figures === null ? null : { ...figures, ...readWords(props.approval, typed) };
  const notes = wordNotes(props.approval, typed);
  const faulty = Object.values(notes).some(({ problem }) => problem !== null);
  const emptied = edits !== null && Object.values(edits).some((value) => Array.isArray(value) && value.length === 0);
  const ready = edits !== null && Object.keys(edits).length > 0 && !faulty && !emptied;
  const gate = props.approval.change_set === null;
  const sentence = useDecisionSentence();
  const type = (name: string, value: string) => setTyped({ ...typed, [name]: value });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (edits !== null && ready) props.onEdit(edits);
  }
  return (
    <Dialog open onClose={props.onClose} aria-labelledby={id} maxWidth="xs" fullWidth>
      <form onSubmit={submit} noValidate>
        <DialogTitle id={id}>{gate && words.length > 0 ? 'Write the words' : 'Edit the plan'}</DialogTitle>
        <DialogContent>
          <Typography variant="body2" sx={{ color: 'text.secondary', mb: 2.5 }}>
            {sentence(props.approval)}
          </Typography>
          {fields.length + words.length === 0 ? (
            <Typography>
              Nothing of this plan may be edited. Approve it as it is, or reject it with a reason.
            </Typography>
          ) : null}
          <Stack spacing={2.5}>
            {fields.map((field, index) => {
              const value = typed[field.name] ?? field.initial;
              if (field.kind === 'creative')
                return (
                  <CreativeChoice
                    key={field.name}
                    {...{ field, value, campaign_id: props.approval.campaign_id ?? '' }}
                    onChange={(next) => type(field.name, next)}
                  />
                );
              const { problem, hint } = explainField(field, value);
              return (
                <TextField
                  key={field.name}
                  label={field.label}
                  autoFocus={index === 0}
                  value={value}
                  error={problem !== null}
                  helperText={problem ?? hint}
                  onChange={(event) => type(field.name, event.target.value)}
                  slotProps={{ htmlInput: { inputMode: field.kind === 'text' ? 'text' : 'decimal' } }}
                />
              );
            })}
            {words.map(({ name, label, initial, lines }, index) => (
              <TextField
                key={name}
                label={label}
                autoFocus={fields.length === 0 && index === 0}
                multiline={lines > 1}
                minRows={lines}
                value={typed[name] ?? initial}
                error={(notes[name]?.problem ?? null) !== null}
                helperText={notes[name]?.problem ?? notes[name]?.hint}
                onChange={(event) => type(name, event.target.value)}
              />
            ))}
          </Stack>
          {words.length === 0 ? null : (
            <Typography variant="caption" component="p" sx={{ color: 'text.secondary', mt: 2 }}>
              {emptied
                ? 'Keep at least one variant, or reject the plan with a reason.'
                : 'A variant whose headline and text are empty is struck.'}
            </Typography>
          )}
          {fields.length === 0 ? null : (
            <Typography variant="caption" component="p" sx={{ color: 'text.secondary', mt: 2 }}>
              The plan and its guardrails are computed again with your value; a guardrail that it breaks stops it. Then
              you approve exactly what the new plan says.
            </Typography>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={!ready}>
            {words.length === 0 ? 'Plan with this value' : gate ? 'Hand in these words' : 'Plan with these words'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
