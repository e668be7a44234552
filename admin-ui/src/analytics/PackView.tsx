import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { reasonWords } from '../../../contracts/rejection.ts';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { StatusChip } from '../layout/StatusChip.tsx';
import { formatChange } from '../money/percent.ts';
import { categoryLabel } from '../recommendations/feedback-categories.ts';
import { causeLabel } from '../recommendations/recommendation-view.ts';
import { useCalls } from '../server/useCalls.ts';
import { RecordLink } from '../tables/RecordLink.tsx';
import { formatMoment } from '../time/describe-time.ts';
import { useReadable } from '../words/ReadableContext.ts';
import { createAnalyticsActions } from './analytics-actions.ts';
import type { PackItem } from './analytics-view.ts';
import { countsSentence } from './monthly-words.ts';
import { OpenFeedbackPanel } from './OpenFeedbackPanel.tsx';

const titles = {
  monday: { agenda: 'To do this week, most urgent first', none: 'Nothing waits.' },
  friday: { agenda: 'Flagged for this session', none: 'Nothing was flagged.' },
} as const;

/** What the team looks at together: on Monday what the weekend brought and what waits, on Friday what went wrong and why. */
export function PackView(props: { kind: 'monday' | 'friday' }) {
  const { kind } = props;
  const calls = useCalls(createAnalyticsActions);
  const { data, error, refetch } = useQuery({ queryKey: ['packs', kind], queryFn: () => calls.pack(kind) });
  if (data === undefined) {
    if (error !== null) return <LoadingFailed label="pack" error={error} retry={() => void refetch()} />;
    return <LoadingRows label="the pack" height={120} />;
  }
  const { figures, patterns } = data;
  // What somebody has to do comes before what only waits; within each the server's order stays.
  const agenda = data.agenda.toSorted((one, other) => Number(asksForNothing(one)) - Number(asksForNothing(other)));
  const said = Object.entries(data.feedback_by_category);
  return (
    <Stack spacing={2}>
      <Typography variant="body2">
        {`${formatMoment(data.since)} to ${formatMoment(data.until)}: ${countsSentence(figures)}`}
      </Typography>
      <Panel title={titles[kind].agenda}>
        <PackList items={agenda} none={titles[kind].none} />
      </Panel>
      <Panel title="What went wrong">
        <PackList
          items={data.failures}
          none="Nothing was rejected as wrong, and nothing that was followed made it worse."
        />
      </Panel>
      {patterns.length === 0 ? null : (
        <Panel title="Patterns in what went wrong">
          <Box component="ul" sx={{ m: 0, pl: 2.5, fontSize: '0.9rem' }}>
            {patterns.map(({ root_cause, recommended_workflow, failures }) => (
              <li key={`${root_cause} ${recommended_workflow}`}>
                {`${failures} × ${recommended_workflow} for ${causeLabel(root_cause).toLowerCase()}`}
              </li>
            ))}
          </Box>
        </Panel>
      )}
      {said.length === 0 ? null : (
        <Panel title="What people said">
          <Box component="ul" sx={{ m: 0, pl: 2.5, fontSize: '0.9rem' }}>
            {said.map(([category, count]) => (
              <li key={category}>{`${count} × ${categoryLabel(category)}`}</li>
            ))}
          </Box>
        </Panel>
      )}
      {kind === 'friday' ? <OpenFeedbackPanel /> : null}
    </Stack>
  );
}

/** Whether an open recommendation only says to wait: nobody has to do anything about it. */
function asksForNothing({ status, recommended_workflow }: PackItem): boolean {
  return status === 'pending' && recommended_workflow === 'Continue Monitoring';
}

function PackList(props: { items: readonly PackItem[]; none: string }) {
  const say = useReadable();
  if (props.items.length === 0) return <Typography variant="body2">{props.none}</Typography>;
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5 }}>
      {props.items.map((item) => (
        <Box component="li" key={item.recommendation_id} sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap' }}>
          <Box sx={{ flex: '1 1 300px', minWidth: 0 }}>
            <RecordLink to={`/recommendations/${item.recommendation_id}/show`}>
              {say(`${item.campaign_name}: ${item.specific_action}`)}
            </RecordLink>
            <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
              {[
                causeLabel(item.root_cause),
                `${Math.round(item.confidence * 100)}\u00a0% sure`,
                item.feedback_category === null ? null : categoryLabel(item.feedback_category),
                item.human_workflow === null ? null : `would have chosen ${item.human_workflow}`,
                item.improvement_pct === null ? null : `measured ${formatChange(item.improvement_pct)}`,
              ]
                .filter((part) => part !== null)
                .join(' · ')}
            </Typography>
            {item.decision_feedback === null ? null : (
              <Typography variant="body2">{`“${reasonWords(item.decision_feedback)}”`}</Typography>
            )}
          </Box>
          <StatusChip status={asksForNothing(item) ? 'nothing_to_approve' : item.status} />
        </Box>
      ))}
    </Box>
  );
}
