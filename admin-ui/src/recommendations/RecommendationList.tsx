import { useInfiniteGetList } from 'react-admin';
import { ConfidenceTag } from '../approvals/ConfidenceTag.tsx';
import { RiskTag } from '../approvals/RiskTag.tsx';
import { PageHeader } from '../layout/PageHeader.tsx';
import { StatusChip } from '../layout/StatusChip.tsx';
import { useNow } from '../layout/useNow.ts';
import { RecordTable } from '../tables/RecordTable.tsx';
import { describeAge } from '../time/describe-time.ts';
import { recommendationLink } from './recommendation-link.ts';
import type { RecommendationRow } from './recommendation-row.ts';
import { causeLabel } from './recommendation-view.ts';

/** Everything that was recommended, also what asked for no change. */
export function RecommendationList() {
  const now_ms = useNow(30_000);
  const query = useInfiniteGetList<RecommendationRow>('recommendations', {
    pagination: { page: 1, perPage: 25 },
    sort: { field: 'created_at', order: 'DESC' },
    filter: {},
  });
  return (
    <>
      <PageHeader title="Recommendations" lead="What was found and proposed, and what people made of it." />
      <RecordTable
        label="recommendations"
        query={query}
        linkTo={recommendationLink}
        empty={{
          title: 'No recommendations yet',
          text: 'They appear when a health check of a campaign has finished its diagnosis.',
        }}
        columns={[
          { name: 'Recommendation', main: true, cell: (row) => row.specific_action || row.recommended_workflow },
          { name: 'Campaign', cell: (row) => row.campaign_name ?? row.campaign_id ?? '–' },
          { name: 'Root cause', cell: (row) => causeLabel(row.root_cause) },
          { name: 'Risk', cell: (row) => <RiskTag level={row.risk_level ?? ''} /> },
          { name: 'Confidence', cell: (row) => <ConfidenceTag confidence={row.confidence} /> },
          { name: 'Decision', cell: (row) => <StatusChip status={row.human_decision ?? row.status ?? 'pending'} /> },
          { name: 'Made', cell: (row) => (row.at === null ? '–' : describeAge(row.at, now_ms)) },
        ]}
      />
    </>
  );
}
