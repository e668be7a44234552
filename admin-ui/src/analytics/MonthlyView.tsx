import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { inWords } from '../../../contracts/in-words.ts';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { formatUsd } from '../money/format-usd.ts';
import { formatChange } from '../money/percent.ts';
import { causeLabel } from '../recommendations/recommendation-view.ts';
import { useCalls } from '../server/useCalls.ts';
import { FigureTable } from '../tables/FigureTable.tsx';
import { formatDay, formatMoment, formatMonth } from '../time/describe-time.ts';
import { createAnalyticsActions } from './analytics-actions.ts';
import { formatMeasure } from './measures.ts';
import { lastMonths, monthSentence, verdictWords } from './monthly-words.ts';

/** What a month brought: trends of quality, outcomes and cost, which patterns proved reliable, and where people step in. */
export function MonthlyView() {
  const calls = useCalls(createAnalyticsActions);
  const months = lastMonths(new Date(), 12);
  const [month, setMonth] = useState(months[0] ?? '');
  const { data, error, refetch } = useQuery({ queryKey: ['monthly', month], queryFn: () => calls.monthly(month) });
  return (
    <Stack spacing={2.5}>
      <TextField
        select
        size="small"
        label="Month"
        value={month}
        onChange={(event) => setMonth(event.target.value)}
        slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
        sx={{ width: 200 }}
      >
        {months.map((each) => (
          <option key={each} value={each}>
            {formatMonth(each)}
          </option>
        ))}
      </TextField>
      {data === undefined ? (
        error === null ? (
          <LoadingRows label="the report" height={110} />
        ) : (
          <LoadingFailed label="report" error={error} retry={() => void refetch()} />
        )
      ) : (
        <>
          <Typography variant="body2">{monthSentence(data)}</Typography>
          <Panel title="Week by week" flush>
            <FigureTable
              label="Week by week"
              columns={['From', 'Recommendations', 'Accepted', 'Agreed', 'Helped', 'Hours saved', 'Models']}
              rows={data.weeks.map(({ since, figures }) => ({
                key: since,
                cells: [
                  formatDay(since.slice(0, 10)),
                  figures.recommendations,
                  formatMeasure(figures.acceptance_rate, 'rate'),
                  formatMeasure(figures.agreement_rate, 'rate'),
                  formatMeasure(figures.positive_impact_rate, 'rate'),
                  figures.hours_saved === null ? '–' : figures.hours_saved.toFixed(1),
                  formatUsd(figures.llm_cost_usd),
                ],
              }))}
            />
          </Panel>
          <Panel title="Which reasoning proved reliable, and where people stepped in" flush>
            {data.patterns.length === 0 ? (
              <Typography variant="body2" sx={{ p: 2 }}>
                Nothing was recommended in this month.
              </Typography>
            ) : (
              <FigureTable
                label="Patterns of reasoning"
                words={2}
                columns={[
                  'Pattern',
                  'Standing',
                  'Made',
                  'Decided',
                  'Accepted',
                  'Stepped in',
                  'Measured',
                  'Helped',
                  'Mean effect',
                ]}
                rows={data.patterns.map((each) => ({
                  key: `${each.root_cause} ${each.recommended_workflow}`,
                  cells: [
                    `${causeLabel(each.root_cause)} → ${each.recommended_workflow}`,
                    verdictWords[each.verdict],
                    each.recommendations,
                    each.decided,
                    formatMeasure(each.acceptance_rate, 'rate'),
                    formatMeasure(each.stepped_in_rate, 'rate'),
                    each.measured,
                    formatMeasure(each.positive_impact_rate, 'rate'),
                    each.mean_improvement_pct === null ? '–' : formatChange(each.mean_improvement_pct),
                  ],
                }))}
              />
            )}
          </Panel>
          <Panel title="Evaluations" flush>
            {data.evaluations.length === 0 ? (
              <Typography variant="body2" sx={{ p: 2 }}>
                No evaluation ran in this month.
              </Typography>
            ) : (
              <FigureTable
                label="Evaluations"
                words={2}
                columns={['Day', 'Kind', 'Cases', 'Passed']}
                rows={data.evaluations.map((run) => ({
                  key: run.run_id,
                  cells: [
                    formatMoment(run.run_at),
                    inWords(run.run_type),
                    run.total_examples,
                    formatMeasure(run.passed_rate, 'rate'),
                  ],
                }))}
              />
            )}
          </Panel>
        </>
      )}
    </Stack>
  );
}
