import Box from '@mui/material/Box';
import { JsonDetails } from '../layout/JsonDetails.tsx';
import { Panel } from '../layout/Panel.tsx';
import { StatusChip } from '../layout/StatusChip.tsx';
import { metricLabel } from '../money/percent.ts';
import { formatDuration, timedStages } from './stage-times.ts';
import type { TraceView } from './trace-view.ts';

/** The way that a run went: each stage with its time beside the slowest one, and what it gave. */
export function StagesPanel(props: { trace: TraceView }) {
  return (
    <Panel title="Which way it went">
      <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5 }}>
        {timedStages(props.trace).map(({ name, stage, part_pct }) => (
          <Box key={name} component="li" sx={{ borderLeft: '2px solid', borderColor: 'divider', pl: 2, minWidth: 0 }}>
            <Box sx={{ display: 'flex', gap: 1.25, alignItems: 'center', flexWrap: 'wrap' }}>
              <Box component="strong" sx={{ overflowWrap: 'anywhere' }}>
                {metricLabel(name)}
              </Box>
              {stage?.status === null || stage === null ? null : <StatusChip status={stage.status} />}
              <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.85rem' }}>
                {[
                  formatDuration(stage?.duration_ms ?? null),
                  ...(stage !== null && stage.attempts > 1 ? [`${stage.attempts} attempts`] : []),
                  ...(stage?.error_code === null || stage === null ? [] : [stage.error_code]),
                ].join(' · ')}
              </Box>
            </Box>
            <Box aria-hidden sx={{ height: 4, borderRadius: 2, my: 0.75, bgcolor: 'action.hover', maxWidth: 480 }}>
              <Box sx={{ width: `${part_pct}%`, height: '100%', borderRadius: 2, bgcolor: 'primary.main' }} />
            </Box>
            {stage === null ? null : <JsonDetails summary="What it gave" value={stage.output} />}
          </Box>
        ))}
      </Box>
    </Panel>
  );
}
