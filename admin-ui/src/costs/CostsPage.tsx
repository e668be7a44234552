import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import { Fact } from '../approvals/Fact.tsx';
import type { CampaignView } from '../campaigns/campaign-view.ts';
import { PageHeader } from '../layout/PageHeader.tsx';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { formatUsd } from '../money/format-usd.ts';
import { formatNumber, metricLabel } from '../money/percent.ts';
import { useCalls } from '../server/useCalls.ts';
import { FigureTable } from '../tables/FigureTable.tsx';
import { BudgetsPanel } from './BudgetsPanel.tsx';
import { createCostActions } from './cost-actions.ts';
import type { CostGroups, CostView } from './cost-view.ts';
import { costRows } from './describe-cost.ts';
import { PricesPanel } from './PricesPanel.tsx';
import { ProjectionPanel } from './ProjectionPanel.tsx';

const all = { pagination: { page: 1, perPage: 200 }, sort: { field: 'id', order: 'ASC' }, filter: {} } as const;

/** What language models cost, by what they do, by model, day and campaign; their budgets and prices; and what a month would cost. */
export function CostsPage() {
  const calls = useCalls(createCostActions);
  const [range, setRange] = useState({ start: '', end: '' });
  const asked = Object.fromEntries(Object.entries(range).filter(([, day]) => day !== ''));
  const query = useQuery({
    queryKey: ['costs', asked],
    queryFn: () => calls.costs(asked),
    placeholderData: keepPreviousData,
  });
  const day = (name: 'start' | 'end', label: string) => (
    <TextField
      {...{
        size: 'small',
        type: 'date',
        label,
        value: range[name] === '' ? (query.data?.period[name] ?? '') : range[name],
      }}
      slotProps={{ inputLabel: { shrink: true } }}
      onChange={(event) => setRange({ ...range, [name]: event.target.value })}
    />
  );
  return (
    <>
      <PageHeader title="Costs" lead="What language models cost. Days are UTC; amounts are US dollars." />
      <Box role="group" aria-label="Days" sx={{ display: 'flex', gap: 1.25, flexWrap: 'wrap', mb: 2 }}>
        {day('start', 'From')}
        {day('end', 'To')}
      </Box>
      <Stack spacing={2}>
        {query.data === undefined ? (
          query.error === null ? (
            <LoadingRows label="the costs" />
          ) : (
            <LoadingFailed label="costs" error={query.error} retry={() => void query.refetch()} />
          )
        ) : (
          <Report of={query.data} />
        )}
        <BudgetsPanel />
        <PricesPanel />
        <ProjectionPanel />
      </Stack>
    </>
  );
}

function Report(props: { of: CostView }) {
  const { of } = props;
  const campaigns = useGetList<CampaignView>('campaigns', all);
  const nameOf = (id: string) =>
    id === '' ? 'no campaign' : (campaigns.data?.find(({ campaign_id }) => campaign_id === id)?.campaign_name ?? id);
  const tables = [
    { title: 'By operation', groups: of.by_operation, name: metricLabel, order: 'dearest' },
    { title: 'By model', groups: of.by_model, name: String, order: 'dearest' },
    { title: 'By campaign', groups: of.by_campaign, name: nameOf, order: 'dearest' },
    { title: 'By day', groups: of.by_day, name: String, order: 'newest' },
  ] as const;
  return (
    <>
      <Panel title="In all">
        <Box
          component="dl"
          sx={{ m: 0, display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))' }}
        >
          <Fact name="Cost">{formatUsd(of.total_cost)}</Fact>
          <Fact name="Calls">{formatNumber(of.total_calls)}</Fact>
          <Fact name="A call">{formatUsd(of.avg_cost_per_call)}</Fact>
          <Fact name="A run that asked a model">{formatUsd(of.cost_per_execution)}</Fact>
        </Box>
      </Panel>
      <Box
        sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', xl: 'repeat(2, minmax(0, 1fr))' } }}
      >
        {tables.map(({ title, groups, name, order }) => (
          <Panel key={title} title={title}>
            <CostTable {...{ title, groups, name, order }} />
          </Panel>
        ))}
      </Box>
    </>
  );
}

function CostTable(props: {
  title: string;
  groups: CostGroups;
  name: (key: string) => string;
  order: 'dearest' | 'newest';
}) {
  const rows = costRows(props.groups, props.order);
  if (rows.length === 0) return <p>No model was asked in these days.</p>;
  return (
    <FigureTable
      label={`costs ${props.title.toLowerCase()}`}
      columns={['Name', 'Cost', 'Part', 'Calls', 'Served again', 'Failed', 'Tokens']}
      rows={rows.map((row) => ({
        key: row.name,
        cells: [
          ...[props.name(row.name), formatUsd(row.cost), `${Math.round(row.part_pct)}\u00a0%`, formatNumber(row.calls)],
          ...[formatNumber(row.cached), formatNumber(row.failed), formatNumber(row.tokens)],
        ],
      }))}
    />
  );
}
