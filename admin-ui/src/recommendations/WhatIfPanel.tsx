import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Slider from '@mui/material/Slider';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { formatMoney } from '../money/format-money.ts';
import { useCalls } from '../server/useCalls.ts';
import { FigureTable } from '../tables/FigureTable.tsx';
import { createRecommendationActions } from './recommendation-actions.ts';
import { amountSentence, bandOf, leverWord, stepRows, valueSentence } from './what-if-words.ts';

/** Another amount than the recommended one, tried on what was known then: what it would bring, and what would stop it. */
export function WhatIfPanel(props: { recommendation_id: string; amount_minor: number }) {
  const { recommendation_id, amount_minor } = props;
  const calls = useCalls(createRecommendationActions);
  const [asked, setAsked] = useState(amount_minor);
  const [shown, setShown] = useState(amount_minor);
  const { data, error, refetch } = useQuery({
    queryKey: ['what-if', recommendation_id, asked],
    queryFn: () => calls.whatIf(recommendation_id, asked),
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (data === undefined)
    return (
      <Panel title="What if it were another amount?">
        {error === null ? (
          <LoadingRows label="what it would bring" rows={2} height={32} />
        ) : (
          <LoadingFailed label="answer" error={error} retry={() => void refetch()} />
        )}
      </Panel>
    );
  const { slider, currency, lever, stopped_by } = data;
  const band = bandOf(data);
  return (
    <Panel title="What if it were another amount?">
      <Stack spacing={1.5}>
        <Box sx={{ px: 1.5 }}>
          <Slider
            aria-label={leverWord(lever)}
            min={slider.from_minor}
            max={slider.to_minor}
            step={1}
            value={Math.min(Math.max(shown, slider.from_minor), slider.to_minor)}
            getAriaValueText={(value) => formatMoney(value, currency)}
            onChange={(_, value) => setShown(Number(value))}
            onChangeCommitted={(_, value) => setAsked(Number(value))}
          />
        </Box>
        <Box aria-live="polite">
          <Typography variant="body1" sx={{ fontWeight: 600 }}>
            {amountSentence(data)}
          </Typography>
          <Typography variant="body2">{valueSentence(data)}</Typography>
        </Box>
        <Box aria-hidden sx={{ position: 'relative', height: 10, borderRadius: 1, bgcolor: 'action.hover' }}>
          <Box
            sx={{
              ...{ position: 'absolute', top: 0, bottom: 0, borderRadius: 1, opacity: 0.35 },
              ...{ bgcolor: 'primary.main', left: `${band.low}%`, width: `${band.high - band.low}%` },
            }}
          />
          <Box
            sx={{
              ...{ position: 'absolute', top: -2, bottom: -2, width: 3 },
              ...{ bgcolor: 'primary.main', left: `${band.expected}%` },
            }}
          />
        </Box>
        {stopped_by.map(({ guardrail, statement }) => (
          <Alert key={guardrail} severity="warning" role="note">{`Stopped: ${statement}`}</Alert>
        ))}
        <FigureTable
          label="The steps that were weighed"
          columns={['Step', leverWord(lever), 'Worth', 'Standing']}
          rows={stepRows(data)}
        />
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {data.basis}
        </Typography>
      </Stack>
    </Panel>
  );
}
