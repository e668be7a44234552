import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { ToneChip } from '../layout/ToneChip.tsx';
import { RecordLink } from '../tables/RecordLink.tsx';
import { formatMoment } from '../time/describe-time.ts';
import { type EvaluationView, expressionLines, resultWords, valueWords } from './evaluation-view.ts';

/** One look at a trigger: what came of it, why, and every expression with its line and its value. */
export function EvaluationEntry(props: { evaluation: EvaluationView; campaign: string | null }) {
  const { evaluation } = props;
  const { word, tone } = resultWords(evaluation.result);
  const about = props.campaign ?? evaluation.entity_id;
  const lines = expressionLines(evaluation.values);
  return (
    <Box component="li" sx={{ py: 1.5, borderTop: '1px solid', borderColor: 'divider' }}>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
        <ToneChip tone={tone}>{word}</ToneChip>
        <span>{`${formatMoment(evaluation.due_at)}${about === null ? '' : `, ${about}`}, by ${evaluation.source}`}</span>
        {evaluation.version === null ? null : <span>{`version ${evaluation.version}`}</span>}
        {evaluation.execution_id === null ? null : (
          <RecordLink to={`/executions/${evaluation.execution_id}/show`}>See the execution</RecordLink>
        )}
      </Box>
      <Typography variant="body2" sx={{ mt: 0.5, overflowWrap: 'anywhere' }}>
        {evaluation.because}
      </Typography>
      {lines.length === 0 ? null : (
        <Box component="details" sx={{ mt: 0.5 }}>
          <Box component="summary" sx={{ cursor: 'pointer', fontSize: '0.84rem', minHeight: 24 }}>
            {`Values of its ${lines.length} ${lines.length === 1 ? 'expression' : 'expressions'}`}
          </Box>
          <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', fontSize: '0.82rem' }}>
            {lines.map(({ key, depth, expression }) => (
              <Box component="li" key={key} sx={{ pl: 1.5 + depth * 2, py: 0.25, overflowWrap: 'anywhere' }}>
                {`line ${expression.line}: `}
                <code>{expression.source}</code>
                {' → '}
                <strong>{valueWords(expression)}</strong>
              </Box>
            ))}
          </Box>
        </Box>
      )}
    </Box>
  );
}
