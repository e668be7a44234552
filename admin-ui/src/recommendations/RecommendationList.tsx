import Box from '@mui/material/Box';
import { useInfiniteGetList } from 'react-admin';
import { useSearchParams } from 'react-router';
import { ConfidenceTag } from '../approvals/ConfidenceTag.tsx';
import { RiskTag } from '../approvals/RiskTag.tsx';
import { PageHeader } from '../layout/PageHeader.tsx';
import { StatusChip } from '../layout/StatusChip.tsx';
import { ToneChip } from '../layout/ToneChip.tsx';
import { useNow } from '../layout/useNow.ts';
import { RecordTable } from '../tables/RecordTable.tsx';
import { describeAge } from '../time/describe-time.ts';
import { useReadable } from '../words/ReadableContext.ts';
import { ListFilters } from './ListFilters.tsx';
import { addressOf, filterOf, queryOf } from './list-filter.ts';
import { measuredLine, predictionLine, successWord } from './outcome-words.ts';
import { recommendationLink } from './recommendation-link.ts';
import type { RecommendationRow } from './recommendation-row.ts';
import { causeLabel } from './recommendation-view.ts';
import { standingLabels, statusOf } from './standing-words.ts';

/** Everything that was recommended, also what asked for no change. */
export function RecommendationList() {
  const say = useReadable();
  const now_ms = useNow(30_000);
  const [search, setSearch] = useSearchParams();
  const filter = filterOf(search);
  const query = useInfiniteGetList<RecommendationRow>('recommendations', {
    pagination: { page: 1, perPage: 25 },
    sort: { field: 'created_at', order: 'DESC' },
    filter: queryOf(filter),
  });
  return (
    <>
      <PageHeader title="Recommendations" lead="What was found and proposed, and what people made of it." />
      <ListFilters filter={filter} onChange={(next) => setSearch(addressOf(next))} />
      <RecordTable
        label="recommendations"
        query={query}
        linkTo={recommendationLink}
        empty={{
          title: 'No recommendations yet',
          text: 'They appear when a health check of a campaign has finished its diagnosis.',
        }}
        columns={[
          { name: 'Recommendation', main: true, cell: (row) => say(row.specific_action || row.recommended_workflow) },
          { name: 'Campaign', cell: (row) => row.campaign_name ?? row.campaign_id ?? '–' },
          { name: 'Root cause', cell: (row) => causeLabel(row.root_cause) },
          { name: 'Risk', cell: (row) => <RiskTag level={row.risk_level ?? ''} /> },
          { name: 'Confidence', cell: (row) => <ConfidenceTag confidence={row.confidence} /> },
          {
            name: 'Decision',
            cell: (row) => (
              <Box sx={{ display: 'flex', gap: 0.5, flexWrap: 'wrap' }}>
                <StatusChip status={statusOf(row)} />
                {standingLabels(row).map(({ word, tone }) => (
                  <ToneChip key={word} tone={tone}>
                    {word}
                  </ToneChip>
                ))}
              </Box>
            ),
          },
          { name: 'Promised, and measured', cell: (row) => <PromiseAndOutcome row={row} /> },
          { name: 'Made', cell: (row) => (row.at === null ? '–' : describeAge(row.at, now_ms)) },
        ]}
      />
    </>
  );
}

/** What was promised with what was measured beside it. */
function PromiseAndOutcome({ row }: { row: RecommendationRow }) {
  const measured = measuredLine(row.outcome_metrics);
  const success = successWord(row.outcome_metrics);
  return (
    <>
      {predictionLine(row.recommendation?.expected_effect ?? null) ?? 'no figure'}
      <Box sx={{ color: 'text.secondary' }}>{measured ?? 'not measured yet'}</Box>
      {success === null ? null : <ToneChip tone={success.tone}>{success.word}</ToneChip>}
    </>
  );
}
