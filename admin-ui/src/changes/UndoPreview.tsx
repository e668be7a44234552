import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { goesBackWords, spentWords, staysWords, undoSubject } from './describe-undo.ts';
import type { UndoPreviewView } from './undo-view.ts';

/** What would go back, what would not and why, and the money that no undo brings back. */
export function UndoPreview(props: { preview: UndoPreviewView }) {
  const { goes_back, stays, note } = props.preview;
  const spent = spentWords(props.preview);
  const list = { m: 0, pl: 2.5, display: 'grid', gap: 0.75, fontSize: '0.9rem', overflowWrap: 'anywhere' };
  return (
    <>
      {goes_back.length === 0 ? (
        <Alert severity="info" role="status">
          Nothing of it can be taken back.
        </Alert>
      ) : (
        <section>
          <Typography component="h3" variant="h3" sx={{ mb: 0.5 }}>
            This goes back
          </Typography>
          <Box component="ul" aria-label="This goes back" sx={list}>
            {goes_back.map((line) => {
              const { from, to, note: aside } = goesBackWords(line);
              return (
                <li key={`${line.entity_id} ${line.field}`}>
                  {`${undoSubject(line)}: ${from} back to `}
                  <strong>{to}</strong>
                  {aside === '' ? null : <Box sx={{ color: 'text.secondary', fontSize: '0.84rem' }}>{aside}</Box>}
                </li>
              );
            })}
          </Box>
        </section>
      )}
      {stays.length === 0 ? null : (
        <section>
          <Typography component="h3" variant="h3" sx={{ mb: 0.5 }}>
            This stays as it is
          </Typography>
          <Box component="ul" aria-label="This stays as it is" sx={list}>
            {stays.map((line) => (
              <li key={`${line.entity_id} ${line.field} ${line.reason} ${String(line.written)}`}>
                {`${undoSubject(line)}: `}
                <Box component="span" sx={{ color: 'text.secondary' }}>
                  {staysWords(line)}
                </Box>
              </li>
            ))}
          </Box>
        </section>
      )}
      {spent === null ? null : (
        <Alert severity="warning" role="note">
          {spent}
        </Alert>
      )}
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {note === '' ? 'The undo reads the live values first and leaves alone what somebody has changed since.' : note}
      </Typography>
    </>
  );
}
