import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { StatusChip } from '../layout/StatusChip.tsx';
import { ToneChip } from '../layout/ToneChip.tsx';
import type { StepRunView } from './execution-view.ts';
import { durationOf, failedAttempts } from './step-facts.ts';

/** One step of the timeline; `reused` when an earlier execution did it. */
export function StepEntry(props: { step: StepRunView; last: boolean; reused: boolean }) {
  const { step, last, reused } = props;
  const facts = [
    step.action_id ?? step.kind ?? '',
    step.phase === null || step.phase === '' ? '' : step.phase,
    durationOf(step) ?? '',
    step.attempts > 1 ? `${step.attempts} attempts` : '',
    step.line === null ? '' : `line ${step.line}`,
  ].filter((fact) => fact !== '');
  return (
    <Box component="li" sx={{ display: 'grid', gridTemplateColumns: '18px 1fr', gap: 1.5, minHeight: 52 }}>
      <Box aria-hidden sx={{ position: 'relative' }}>
        <Box sx={{ width: 10, height: 10, borderRadius: 9, bgcolor: 'primary.main', mt: 0.9, ml: 0.5 }} />
        {last ? null : (
          <Box sx={{ position: 'absolute', left: 8, top: 20, bottom: -6, width: 2, bgcolor: 'divider' }} />
        )}
      </Box>
      <Box sx={{ pb: 2, minWidth: 0 }}>
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
          <Typography component="h3" variant="h3">
            {step.step_id}
          </Typography>
          <StatusChip status={step.status} />
          {reused ? <ToneChip tone="neutral">taken over from an earlier run</ToneChip> : null}
        </Box>
        <Typography variant="body2">{step.summary}</Typography>
        <Typography variant="caption" component="div" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
          {facts.join(' · ')}
        </Typography>
        {step.error_message === null ? null : (
          <Typography variant="body2" sx={{ color: 'error.main', overflowWrap: 'anywhere' }}>
            {step.error_code === null ? '' : `${step.error_code}: `}
            {step.error_message}
          </Typography>
        )}
        {failedAttempts(step).map(({ attempt, words }) => (
          <Typography key={attempt} variant="caption" component="div" sx={{ color: 'text.secondary' }}>
            {`Attempt ${attempt}: ${words}`}
          </Typography>
        ))}
      </Box>
    </Box>
  );
}
