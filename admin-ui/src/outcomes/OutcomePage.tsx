import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useGetOne } from 'react-admin';
import { useParams } from 'react-router';
import { playbookWords } from '../../../contracts/in-words.ts';
import { Fact } from '../approvals/Fact.tsx';
import { BackLink } from '../layout/BackLink.tsx';
import { PageHeader } from '../layout/PageHeader.tsx';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { ToneChip } from '../layout/ToneChip.tsx';
import { formatNumber } from '../money/percent.ts';
import { RecordLink } from '../tables/RecordLink.tsx';
import { formatMoment } from '../time/describe-time.ts';
import { effectLine, metricName, promiseLine } from './describe-outcome.ts';
import { plainWords, promiseWord, verdictWords } from './explain-outcome.ts';
import { GroundsPanel } from './GroundsPanel.tsx';
import { IntervalPlot } from './IntervalPlot.tsx';
import type { OutcomeRecord } from './outcome-view.ts';

/** What one change brought: in plain words, as a plot, with what it rests on and what speaks against it. */
export function OutcomePage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useGetOne<OutcomeRecord>('outcomes', { id });
  if (data === undefined) {
    if (error !== null) return <LoadingFailed label="outcome" error={error} retry={() => void refetch()} />;
    return <LoadingRows label="the outcome" height={140} />;
  }
  const { word, tone } = verdictWords(data);
  const promise = promiseWord(data);
  const { effect_pct, low_pct, high_pct, before, after, counterfactual } = data;
  const plotted =
    effect_pct === null || low_pct === null || high_pct === null ? null : { effect_pct, low_pct, high_pct };
  const figure = (value: number | null) => (value === null ? '–' : formatNumber(value));
  return (
    <>
      <PageHeader
        above={<BackLink to="/outcomes">Outcomes</BackLink>}
        title={`${data.campaign_name ?? data.campaign_id}: ${metricName(data.metric)}`}
        lead={
          <Stack direction="row" spacing={1.25} useFlexGap sx={{ alignItems: 'center', flexWrap: 'wrap', mt: 0.75 }}>
            <ToneChip tone={tone}>{word}</ToneChip>
            {promise === null ? null : <ToneChip tone={promise.tone}>{promise.word}</ToneChip>}
            <span>
              {data.measured_at === null
                ? `can be measured from ${formatMoment(data.measure_at)} on`
                : `measured ${formatMoment(data.measured_at)}`}
            </span>
          </Stack>
        }
      />
      <Stack spacing={2}>
        {data.rollback_execution_id === null ? null : (
          <Alert severity="warning" variant="outlined" role="note">
            {`${promiseLine(data) ?? ''} ${data.evidence?.rollback?.because ?? ''} `}
            <RecordLink to={`/executions/${data.rollback_execution_id}/show`}>
              People are asked whether to take it back
            </RecordLink>
          </Alert>
        )}
        <Panel title="What it brought">
          <Typography variant="body1" sx={{ mb: 1.5 }}>
            {plainWords(data)}
          </Typography>
          {plotted === null || data.status !== 'measured' ? null : (
            <IntervalPlot effect={plotted} level={data.interval_level} what={metricName(data.metric)} />
          )}
          {data.status !== 'measured' ? null : (
            <Box
              component="dl"
              sx={{
                m: 0,
                mt: 2,
                display: 'grid',
                gap: 2,
                gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))',
              }}
            >
              <Fact name="Before">{figure(before)}</Fact>
              <Fact name="After">{figure(after)}</Fact>
              <Fact name="Without the change">{figure(counterfactual)}</Fact>
              <Fact name="Effect">{effectLine(data).split(': ').slice(1).join(': ')}</Fact>
              <Fact name="Wanted">
                {`${data.direction === 'increase' ? 'more' : 'less'}, by at least ${data.minimum_effect_pct} %`}
              </Fact>
            </Box>
          )}
        </Panel>
        <GroundsPanel outcome={data} />
        <Panel title="Where it belongs">
          <RecordLink
            to={`/executions/${data.execution_id}/show`}
          >{`The execution of ${playbookWords(data.playbook_id)}`}</RecordLink>
        </Panel>
      </Stack>
    </>
  );
}
