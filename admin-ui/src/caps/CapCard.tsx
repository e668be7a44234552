import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { ToneChip } from '../layout/ToneChip.tsx';
import { formatMoment } from '../time/describe-time.ts';
import { CapUseBar } from './CapUseBar.tsx';
import { CapUses } from './CapUses.tsx';
import type { CapView } from './cap-view.ts';
import { capRule, capStanding, capSubject } from './describe-cap.ts';

/** One limit: whose money, what it says, how much of it is used, how it stands, and what may be done about it. */
export function CapCard(props: {
  cap: CapView;
  names: ReadonlyMap<string, string>;
  onChange: (() => void) | null;
  onDecide: (() => void) | null;
}) {
  const { cap, names, onChange, onDecide } = props;
  const subject = capSubject(cap, names);
  const { word, tone, sentence } = capStanding(cap);
  return (
    <Paper component="li" variant="outlined" sx={{ listStyle: 'none', borderRadius: 3, p: { xs: 2, sm: 2.25 } }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <Typography component="h3" variant="h3" sx={{ mr: 'auto', minWidth: 0, overflowWrap: 'anywhere' }}>
          {subject}
        </Typography>
        <ToneChip tone={tone}>{word}</ToneChip>
      </Box>
      <Typography variant="body2" sx={{ mt: 0.75 }}>
        {capRule(cap)}
      </Typography>
      <CapUseBar cap={cap} label={subject} />
      <CapUses cap={cap} />
      <Typography variant="body2" sx={{ mt: 1, color: 'text.secondary', overflowWrap: 'anywhere' }}>
        {`${sentence} Why: ${cap.reason} (${formatMoment(cap.proposed_at)})`}
      </Typography>
      {onChange === null && onDecide === null ? null : (
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', mt: 1.5 }}>
          {onDecide === null ? null : (
            <Button variant="contained" onClick={onDecide} aria-label={`Decide on: ${subject}`}>
              Agree or reject
            </Button>
          )}
          {onChange === null ? null : (
            <Button variant="outlined" onClick={onChange} aria-label={`Change the limit: ${subject}`}>
              Change the limit
            </Button>
          )}
        </Box>
      )}
    </Paper>
  );
}
