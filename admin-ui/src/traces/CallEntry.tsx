import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { JsonDetails } from '../layout/JsonDetails.tsx';
import { ToneChip } from '../layout/ToneChip.tsx';
import { formatUsd } from '../money/format-usd.ts';
import { formatNumber } from '../money/percent.ts';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { useCan } from '../session/useCan.ts';
import { RecordLink } from '../tables/RecordLink.tsx';
import { formatMoment } from '../time/describe-time.ts';
import { callPurpose, callStatus } from './describe-call.ts';
import type { ModelCallView } from './model-call-view.ts';
import { formatDuration } from './stage-times.ts';
import { createTraceActions } from './trace-actions.ts';

/** One call of a model; its texts are fetched when somebody who may read them asks. */
export function CallEntry(props: { call: ModelCallView; linked: boolean }) {
  const { call } = props;
  const { word, tone } = callStatus(call.status);
  const mayRead = useCan('models:trace');
  const calls = useCalls(createTraceActions);
  const [open, setOpen] = useState(false);
  const texts = useQuery({ queryKey: ['llm-trace', call.id], queryFn: () => calls.texts(call.id), enabled: open });
  const facts = [
    ...[formatMoment(call.timestamp), call.role ?? '', formatDuration(call.latency_ms)],
    `${formatNumber(call.input_tokens)} tokens in, ${formatNumber(call.output_tokens)} out`,
    call.cost_usd === null ? 'cost not known' : formatUsd(call.cost_usd),
    ...(call.fallback_from.length === 0 ? [] : [`asked in vain before: ${call.fallback_from.join(', ')}`]),
  ];
  return (
    <Paper component="li" variant="outlined" sx={{ p: 2, borderRadius: 3, listStyle: 'none', minWidth: 0 }}>
      <Box sx={{ display: 'flex', gap: 1.25, alignItems: 'center', flexWrap: 'wrap' }}>
        <strong>{callPurpose(call)}</strong>
        <span>{call.model}</span>
        <ToneChip tone={tone}>{word}</ToneChip>
      </Box>
      <Box sx={{ color: 'text.secondary', fontSize: '0.85rem', mt: 0.5 }}>{facts.filter(Boolean).join(' · ')}</Box>
      <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', alignItems: 'center', mt: 0.5 }}>
        {props.linked && call.execution_id !== null ? (
          <RecordLink to={`/executions/${call.execution_id}/show`}>The execution</RecordLink>
        ) : null}
        {mayRead && !open ? (
          <Button size="small" onClick={() => setOpen(true)}>
            Show what was asked and answered
          </Button>
        ) : null}
      </Box>
      <Box aria-live="polite">
        {open && texts.error !== null ? <Alert severity="error">{explainError(texts.error)}</Alert> : null}
        {texts.data === undefined ? null : texts.data.input === null ? (
          <Alert severity="info">The texts of this call are not kept any more, or never were.</Alert>
        ) : (
          <>
            <JsonDetails summary="What was asked" value={texts.data.input} />
            <JsonDetails summary="What was answered" value={texts.data.output ?? 'Nothing.'} />
          </>
        )}
      </Box>
    </Paper>
  );
}
