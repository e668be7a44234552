import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { reasonWords } from '../../../contracts/rejection.ts';
import { Fact } from '../approvals/Fact.tsx';
import { Panel } from '../layout/Panel.tsx';
import { ToneChip } from '../layout/ToneChip.tsx';
import { RecordLink } from '../tables/RecordLink.tsx';
import { formatMoment } from '../time/describe-time.ts';
import { measuredLine, predictionLine, successWord } from './outcome-words.ts';
import type { RecommendationRow } from './recommendation-row.ts';
import { decisionSentences, standingSentence } from './standing-words.ts';

/** How a recommendation stands: what it is against or was replaced by, who decided, and what came of it beside what was promised. */
export function OutcomePanel(props: { row: RecommendationRow }) {
  const { row } = props;
  const standing = standingSentence(row);
  const others = row.status === 'superseded' ? [row.superseded_by].filter((id) => id !== null) : row.conflicts_with;
  const decided = decisionSentences(row);
  const prediction = predictionLine(row.recommendation?.expected_effect ?? null);
  const measured = measuredLine(row.outcome_metrics);
  const success = successWord(row.outcome_metrics);
  return (
    <>
      {standing === null ? null : (
        <Alert severity={row.status === 'pending' ? 'warning' : 'info'} role="note">
          {`${standing} `}
          {others.map((id, index) => (
            <Box key={id} component="span" sx={{ mr: 1 }}>
              <RecordLink to={`/recommendations/${id}/show`}>
                {others.length === 1 ? 'Show the other one' : `Show number ${index + 1}`}
              </RecordLink>
            </Box>
          ))}
        </Alert>
      )}
      {decided.length === 0 && measured === null ? null : (
        <Panel
          title="Decision and outcome"
          aside={success === null ? null : <ToneChip tone={success.tone}>{success.word}</ToneChip>}
        >
          <Typography variant="body2">{decided.join(' ')}</Typography>
          {[row.decision_feedback, row.human_reasoning].map((text) =>
            text === null ? null : (
              <Typography key={text} variant="body2" sx={{ color: 'text.secondary' }}>
                {`“${reasonWords(text)}”`}
              </Typography>
            ),
          )}
          <Box
            component="dl"
            sx={{ m: 0, mt: 1.5, display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))' }}
          >
            <Fact name="Promised">{prediction ?? 'no figure'}</Fact>
            <Fact name="Measured">
              {measured ?? (row.outcome_recorded_at === null ? 'not measured yet' : 'could not be told')}
            </Fact>
            {row.outcome_recorded_at === null ? null : (
              <Fact name="Measured at">{formatMoment(row.outcome_recorded_at)}</Fact>
            )}
          </Box>
        </Panel>
      )}
    </>
  );
}
