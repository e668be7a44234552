import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useGetOne } from 'react-admin';
import { Link, useParams } from 'react-router';
import { BackLink } from '../layout/BackLink.tsx';
import { PageHeader } from '../layout/PageHeader.tsx';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { StatusChip } from '../layout/StatusChip.tsx';
import { ToneChip } from '../layout/ToneChip.tsx';
import { useNow } from '../layout/useNow.ts';
import { useCan } from '../session/useCan.ts';
import { RecordLink } from '../tables/RecordLink.tsx';
import { describeDeadline } from '../time/describe-time.ts';
import { useReadable } from '../words/ReadableContext.ts';
import { ActionPanel } from './ActionPanel.tsx';
import { FeedbackPanel } from './FeedbackPanel.tsx';
import { FlagButton } from './FlagButton.tsx';
import { OriginPanel } from './OriginPanel.tsx';
import { OutcomePanel } from './OutcomePanel.tsx';
import { ReasoningPanels } from './ReasoningPanels.tsx';
import { ReplayAnalysis } from './ReplayAnalysis.tsx';
import { detailsOf } from './recommendation-details.ts';
import type { RecommendationRow } from './recommendation-row.ts';
import { standingLabels, statusOf } from './standing-words.ts';
import { VerdictBar } from './VerdictBar.tsx';

/** Everything about one recommendation, decided or not, most important first. */
export function RecommendationPage() {
  const { id = '' } = useParams();
  const { data: row, error, refetch } = useGetOne<RecommendationRow>('recommendations', { id });
  const say = useReadable();
  const now_ms = useNow(30_000);
  const mayDecide = useCan('approvals:decide');
  if (row === undefined) {
    if (error !== null) return <LoadingFailed label="recommendation" error={error} retry={() => void refetch()} />;
    return <LoadingRows label="the recommendation" height={140} />;
  }
  const open = row.status === 'pending' && row.mode !== 'shadow';
  const details = row.recommendation == null ? null : detailsOf(row.recommendation);
  const currency = row.context?.currency ?? 'USD';
  const choice = { recommendation_id: row.id, campaign_id: row.campaign_id ?? '' };
  return (
    <>
      <PageHeader
        above={<BackLink to="/recommendations">Recommendations</BackLink>}
        title={say(`${row.campaign_name ?? row.campaign_id ?? ''}: ${row.specific_action || row.recommended_workflow}`)}
        actions={<FlagButton recommendation_id={row.id} flagged={row.flagged_for_review} />}
        lead={
          <Stack direction="row" spacing={1.25} useFlexGap sx={{ alignItems: 'center', flexWrap: 'wrap', mt: 0.75 }}>
            <StatusChip status={statusOf(row)} />
            {standingLabels(row).map(({ word, tone }) => (
              <ToneChip key={word} tone={tone}>
                {word}
              </ToneChip>
            ))}
            {open && row.expires_at !== null ? <span>{describeDeadline(row.expires_at, now_ms).text}</span> : null}
            {row.campaign_id === null ? null : (
              <RecordLink to={`/campaigns/${row.campaign_id}/show`}>Show the campaign</RecordLink>
            )}
          </Stack>
        }
      />
      <Stack spacing={2}>
        {open && row.approval_id !== null ? (
          <Alert
            severity="info"
            role="note"
            action={
              <Button component={Link} to={`/approvals/${row.approval_id}/show`} color="inherit" size="small">
                Decide
              </Button>
            }
          >
            It waits for a decision.
          </Alert>
        ) : null}
        <OutcomePanel row={row} />
        {details?.action == null ? null : (
          <ActionPanel action={details.action} workflow={details.recommended_workflow} currency={currency} />
        )}
        {row.recommendation == null ? null : (
          <ReasoningPanels
            recommendation={row.recommendation}
            sources={row.context?.sources}
            recommendation_id={row.id}
            {...{ currency, choice: open && mayDecide ? choice : null }}
          />
        )}
        <OriginPanel row={row} />
        <FeedbackPanel recommendation={row} />
        <Panel title="Would it be the same today?">
          <ReplayAnalysis recommendation_id={row.id} />
        </Panel>
      </Stack>
      {open && mayDecide && row.approval_id === null ? <VerdictBar row={row} /> : null}
    </>
  );
}
