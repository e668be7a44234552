import Alert from '@mui/material/Alert';
import Stack from '@mui/material/Stack';
import { useGetOne } from 'react-admin';
import { useNavigate, useParams } from 'react-router';
import { useCommands } from '../keyboard/useCommands.ts';
import { BackLink } from '../layout/BackLink.tsx';
import { PageHeader } from '../layout/PageHeader.tsx';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { StatusChip } from '../layout/StatusChip.tsx';
import { ToneChip } from '../layout/ToneChip.tsx';
import { useNow } from '../layout/useNow.ts';
import { FeedbackPanel } from '../recommendations/FeedbackPanel.tsx';
import { ReasoningPanels } from '../recommendations/ReasoningPanels.tsx';
import { standingLabels, standingSentence } from '../recommendations/standing-words.ts';
import { useRecommendation } from '../recommendations/useRecommendation.ts';
import { RecordLink } from '../tables/RecordLink.tsx';
import { ActionBar } from './ActionBar.tsx';
import { approvalClock, escalationWords } from './approval-clock.ts';
import type { ApprovalView } from './approval-view.ts';
import { ChangeTable } from './ChangeTable.tsx';
import { ConfidenceTag } from './ConfidenceTag.tsx';
import { DecidedPanel } from './DecidedPanel.tsx';
import { useDecisions } from './DecisionContext.ts';
import { neighbour, nextAfter } from './inbox-summary.ts';
import { ProvenancePanel } from './ProvenancePanel.tsx';
import { RefusedEdit } from './RefusedEdit.tsx';
import { ResultsPanel } from './ResultsPanel.tsx';
import { RiskTag } from './RiskTag.tsx';
import { useAwaiting } from './useAwaiting.ts';
import { useDecisionSentence } from './useDecisionSentence.ts';
import { useFollowReplacement } from './useFollowReplacement.ts';
import { WordsPanel } from './WordsPanel.tsx';

/** Everything about one decision, most important first; the keys of the inbox work here too. */
export function ApprovalPage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useGetOne<ApprovalView>('approvals', { id });
  const { approvals } = useAwaiting();
  // A recommendation has the id of the execution that made it.
  const stored = useRecommendation(data?.recommendation == null ? null : data.execution_id);
  const decisions = useDecisions();
  const sentence = useDecisionSentence();
  const navigate = useNavigate();
  const now_ms = useNow(15_000);
  const waiting = approvals ?? [];

  const go = (to: string | null) => void navigate(to === null ? '/approvals' : `/approvals/${to}/show`);
  useFollowReplacement(waiting, go);
  const after = () => go(nextAfter(waiting, id));
  const open = data?.status === 'pending' && data.can_decide && !decisions.justDecided.has(id) ? data : undefined;
  useCommands({
    next: () => go(neighbour(waiting, id, 1)),
    previous: () => go(neighbour(waiting, id, -1)),
    approve: () => open && !decisions.busy && decisions.approve(open, after),
    reject: () => open && decisions.askReject(open, after),
    edit: () => open && decisions.askEdit(open),
    snooze: () => open && decisions.askSnooze(open, after),
    delegate: () => open && decisions.askDelegate(open),
  });

  if (data === undefined) {
    if (error !== null) return <LoadingFailed label="decision" error={error} retry={() => void refetch()} />;
    return <LoadingRows label="the decision" height={140} />;
  }
  const escalated = escalationWords(data.escalation_level);
  const conflict = stored?.status === 'pending' ? standingSentence(stored) : null;
  const choice = { recommendation_id: data.execution_id, campaign_id: data.campaign_id ?? '' };
  const currency = data.change_set?.currency ?? 'USD';
  return (
    <>
      <PageHeader
        above={<BackLink to="/approvals">Inbox</BackLink>}
        title={sentence(data)}
        lead={
          <Stack direction="row" spacing={1.25} useFlexGap sx={{ alignItems: 'center', flexWrap: 'wrap', mt: 0.75 }}>
            <StatusChip status={data.status} />
            {data.status === 'pending' ? <span>{approvalClock(data, now_ms).text}</span> : null}
            {data.recommendation === null ? null : (
              <>
                <RiskTag level={data.recommendation.risk_level} />
                <ConfidenceTag confidence={data.recommendation.confidence} />
              </>
            )}
            {escalated === null ? null : <ToneChip tone="waiting">{escalated}</ToneChip>}
            {stored === undefined
              ? null
              : standingLabels(stored).map(({ word, tone }) => (
                  <ToneChip key={word} tone={tone}>
                    {word}
                  </ToneChip>
                ))}
          </Stack>
        }
      />
      <Stack spacing={2} sx={{ pb: 12 }}>
        {conflict === null ? null : (
          <Alert severity="warning" role="note">
            {`${conflict} `}
            <RecordLink to={`/recommendations/${data.execution_id}/show`}>Show which</RecordLink>
          </Alert>
        )}
        <RefusedEdit refused={data.refused_edit} />
        {data.words === null ? null : <WordsPanel words={data.words} />}
        <DecidedPanel approval={data} />
        {data.status === 'approved' ? <ResultsPanel approval_id={data.id} execution_id={data.execution_id} /> : null}
        {data.change_set === null ? null : (
          <Panel title="What changes" flush>
            <ChangeTable changeSet={data.change_set} />
          </Panel>
        )}
        {data.recommendation === null ? null : (
          <ReasoningPanels
            recommendation={data.recommendation}
            sources={stored?.context?.sources}
            recommendation_id={stored?.id ?? null}
            {...{ currency, choice: open === undefined || stored === undefined ? null : choice }}
          />
        )}
        <ProvenancePanel approval={data} />
        {stored === undefined ? null : <FeedbackPanel recommendation={stored} />}
      </Stack>
      {data.status === 'pending' && !decisions.justDecided.has(id) ? <ActionBar approval={data} after={after} /> : null}
    </>
  );
}
