import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import { useGetOne } from 'react-admin';
import { useParams } from 'react-router';
import { Fact } from '../approvals/Fact.tsx';
import { BackLink } from '../layout/BackLink.tsx';
import { JsonDetails } from '../layout/JsonDetails.tsx';
import { PageHeader } from '../layout/PageHeader.tsx';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { useCan } from '../session/useCan.ts';
import { RecordLink } from '../tables/RecordLink.tsx';
import { formatMoment } from '../time/describe-time.ts';
import { formatShare } from './describe-run.ts';
import type { GoldenView } from './golden-view.ts';
import { ReviewPanel } from './ReviewPanel.tsx';

/** One golden example: what was seen, decided and measured; an expert reviews it here. */
export function GoldenPage() {
  const { id = '' } = useParams();
  const mayReview = useCan('golden:review');
  const { data: example, error, refetch } = useGetOne<GoldenView>('golden', { id });
  if (example === undefined) {
    if (error !== null) return <LoadingFailed label="golden example" error={error} retry={() => void refetch()} />;
    return <LoadingRows label="the golden example" height={140} />;
  }
  return (
    <>
      <PageHeader
        above={<BackLink to="/golden">Golden examples</BackLink>}
        title={`${example.campaign_name}: ${example.human_decision}`}
        lead={[example.status, ...example.tags].join(' · ')}
      />
      <Stack spacing={2}>
        {example.status === 'candidate' && mayReview ? <ReviewPanel key={example.id} example={example} /> : null}
        <Panel title="What was decided, and what came of it">
          <Box
            component="dl"
            sx={{ m: 0, mb: 2, display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(160px, 1fr))' }}
          >
            <Fact name="Decided">{formatMoment(example.decision_date)}</Fact>
            <Fact name="By">{example.decided_by ?? 'not known'}</Fact>
            <Fact name="Why">{example.human_reasoning ?? 'no reason given'}</Fact>
            <Fact name="Clear-cut">{formatShare(example.confidence)}</Fact>
            <Fact name="Reviewed">
              {example.reviewed_at === null
                ? 'not yet'
                : `${formatMoment(example.reviewed_at)}, ${example.reviewed_by_email ?? ''}`}
            </Fact>
          </Box>
          {example.recommendation_id === null ? null : (
            <RecordLink to={`/recommendations/${example.recommendation_id}/show`}>The recommendation</RecordLink>
          )}
          <JsonDetails summary="What was measured" value={example.outcome} />
          <JsonDetails summary="What was seen" value={example.context} />
        </Panel>
      </Stack>
    </>
  );
}
