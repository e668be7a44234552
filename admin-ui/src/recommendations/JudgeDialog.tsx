import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import type { FeedbackCategory } from '../../../contracts/feedback.ts';
import { Keys } from '../keyboard/Keys.tsx';
import { explainError } from '../server/problem.ts';
import { categoryOfKey, feedbackCategories } from './feedback-categories.ts';

/** Asks what somebody thinks of a recommendation: one digit key or one click answers, with what was written before it. */
export function JudgeDialog(props: {
  title: string;
  lead: string;
  /** More to choose before the category is. */
  children?: ReactNode;
  busy: boolean;
  error: unknown;
  onClose: () => void;
  onJudge: (category: FeedbackCategory, comment: string) => void;
}) {
  const { title, lead, busy, error, onClose, onJudge } = props;
  const id = useId();
  const [comment, setComment] = useState('');
  function onKeyDown(event: KeyboardEvent) {
    const { target } = event;
    if (busy || (target instanceof HTMLElement && target.closest('textarea, input:not([type=checkbox]), select')))
      return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const category = categoryOfKey(event.key);
    if (category === null) return;
    event.preventDefault();
    onJudge(category, comment);
  }
  return (
    <Dialog open onClose={onClose} aria-labelledby={id} maxWidth="xs" fullWidth onKeyDown={onKeyDown}>
      <DialogTitle id={id}>{title}</DialogTitle>
      <DialogContent>
        <Typography variant="body2" sx={{ color: 'text.secondary', mb: 2 }}>
          {lead}
        </Typography>
        {props.children}
        <Box component="ul" aria-label="What you think of it" sx={{ listStyle: 'none', m: 0, p: 0, mb: 2 }}>
          {feedbackCategories.map(({ category, label }, index) => (
            <li key={category}>
              <Button
                fullWidth
                disabled={busy}
                onClick={() => onJudge(category, comment)}
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
          slotProps={{ htmlInput: { maxLength: 2000 } }}
        />
        {error === null ? null : (
          <Alert severity="error" sx={{ mt: 2 }}>
            {explainError(error)}
          </Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} autoFocus>
          Not now
        </Button>
      </DialogActions>
    </Dialog>
  );
}
