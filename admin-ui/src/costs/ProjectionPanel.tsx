import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { formatUsd } from '../money/format-usd.ts';
import { formatNumber, metricLabel } from '../money/percent.ts';
import { useCalls } from '../server/useCalls.ts';
import { FigureTable } from '../tables/FigureTable.tsx';
import { createCostActions } from './cost-actions.ts';
import { readAmount } from './describe-cost.ts';

const usual = {
  ...{ campaigns: '100', recommendations_per_campaign: '4', collection_tokens: '5000', analysis_tokens: '7000' },
  ...{ recommendation_tokens: '1500', critique_tokens: '3000', critique_share: '0.5', judge_tokens: '5000' },
  ...{ judge_share: '0.25', infrastructure_usd: '200' },
};
const labels: Readonly<Record<keyof typeof usual, string>> = {
  campaigns: 'Campaigns',
  recommendations_per_campaign: 'Recommendations each, a month',
  collection_tokens: 'Tokens to collect',
  analysis_tokens: 'Tokens to analyse',
  recommendation_tokens: 'Tokens of a recommendation',
  critique_tokens: 'Tokens of a critique',
  critique_share: 'Share that a second model reviews, 0–1',
  judge_tokens: 'Tokens of a judgement',
  judge_share: 'Share that is judged, 0–1',
  infrastructure_usd: 'Machines, US dollars',
};
const fields = ['campaigns', 'recommendations_per_campaign', 'collection_tokens', 'analysis_tokens'] as const;
const more = ['recommendation_tokens', 'critique_tokens', 'critique_share'] as const;
const rest = ['judge_tokens', 'judge_share', 'infrastructure_usd'] as const;

/** What a month would cost with so many campaigns and tokens; the server reckons with the prices that hold today. */
export function ProjectionPanel() {
  const calls = useCalls(createCostActions);
  const [draft, setDraft] = useState(usual);
  const [model, setModel] = useState('gpt-4o');
  const most = (name: keyof typeof usual) =>
    name.endsWith('_share') ? 1 : name === 'recommendations_per_campaign' ? 10_000 : 1_000_000;
  const wrong = (name: keyof typeof usual) => readAmount(draft[name], most(name)) === null;
  const names = [...fields, ...more, ...rest];
  const ready = names.every((name) => !wrong(name)) && model.trim() !== '';
  const asked = { ...draft, model: model.trim() };
  const query = useQuery({
    queryKey: ['costs', 'projection', asked],
    queryFn: () => calls.costs(asked),
    enabled: ready,
    placeholderData: keepPreviousData,
  });
  const projection = query.data?.projection;
  return (
    <Panel title="What a month would cost">
      <Box
        role="group"
        aria-label="What is reckoned with"
        sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(190px, 1fr))', mb: 2, pt: 0.5 }}
      >
        <TextField size="small" label="Model" value={model} onChange={(event) => setModel(event.target.value)} />
        {names.map((name) => (
          <TextField
            key={name}
            {...{ size: 'small', label: labels[name], value: draft[name], error: wrong(name) }}
            helperText={wrong(name) ? `from 0 to ${formatNumber(most(name))}` : undefined}
            slotProps={{ htmlInput: { inputMode: 'decimal' } }}
            onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
          />
        ))}
      </Box>
      {projection === undefined ? (
        query.error === null ? (
          <LoadingRows label="the projection" rows={1} />
        ) : (
          <LoadingFailed label="projection" error={query.error} retry={() => void query.refetch()} />
        )
      ) : (
        <Box aria-live="polite">
          <Box component="p" sx={{ fontWeight: 600 }}>
            {`${formatUsd(projection.total_usd)} a month for ${formatNumber(projection.recommendations)} recommendations.`}
          </Box>
          <FigureTable
            label="the projection"
            columns={['For', 'A month']}
            rows={Object.entries(projection.components).map(([name, usd]) => ({
              key: name,
              cells: [metricLabel(name), formatUsd(usd)],
            }))}
          />
        </Box>
      )}
    </Panel>
  );
}
