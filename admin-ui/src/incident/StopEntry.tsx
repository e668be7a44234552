import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { ToneChip } from '../layout/ToneChip.tsx';
import { formatMoment } from '../time/describe-time.ts';
import { type PauseView, pausedWhat } from './pause-view.ts';
import type { StopTarget } from './stop-targets.ts';

/** One thing that can be stopped: whether writes may go out now, what would be frozen, and the button. */
export function StopEntry(props: {
  target: StopTarget;
  heading: 'h2' | 'h3';
  onStop: (() => void) | null;
  onResume: ((pause: PauseView) => void) | null;
}) {
  const { target, heading, onStop, onResume } = props;
  const { held_by, name, waiting } = target;
  const own = held_by !== null && held_by.scope === target.scope && held_by.scope_id === target.scope_id;
  const frozen = waiting === 0 ? '' : ` · ${waiting} open ${waiting === 1 ? 'decision' : 'decisions'}`;
  return (
    <Box sx={{ display: 'flex', gap: 1.25, alignItems: 'center', flexWrap: 'wrap', minHeight: 44 }}>
      <Box sx={{ flex: '1 1 220px', minWidth: 0, overflowWrap: 'anywhere' }}>
        <Box
          component={heading}
          sx={{ m: 0, fontSize: heading === 'h2' ? '1.05rem' : '0.94rem', fontWeight: 640, display: 'inline' }}
        >
          {name}
        </Box>
        <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.84rem' }}>
          {target.external_id === '' || target.external_id === name ? '' : ` ${target.external_id}`}
          {frozen}
        </Box>
        {held_by === null ? null : (
          <Box sx={{ fontSize: '0.86rem' }}>
            {`${own ? '' : `By the stop of ${pausedWhat(held_by)}: `}${held_by.reason} – ${held_by.paused_by_email}, ${formatMoment(held_by.paused_at)}`}
          </Box>
        )}
      </Box>
      {held_by === null ? <ToneChip tone="good">Writes go out</ToneChip> : <ToneChip tone="bad">Stopped</ToneChip>}
      {held_by === null && onStop !== null ? (
        <Button variant="contained" color="error" onClick={onStop} aria-label={`Stop writes now: ${name}`}>
          Stop writes now
        </Button>
      ) : null}
      {own && onResume !== null ? (
        <Button variant="outlined" onClick={() => onResume(held_by)} aria-label={`Let writes go out again: ${name}`}>
          Resume
        </Button>
      ) : null}
    </Box>
  );
}
