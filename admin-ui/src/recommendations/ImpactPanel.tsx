import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { ConfidenceTag } from '../approvals/ConfidenceTag.tsx';
import { Panel } from '../layout/Panel.tsx';
import { formatRange, metricLabel } from '../money/percent.ts';
import { calibrationWords, needsJudgement, trackRecordWords } from './confidence-words.ts';
import type { RecommendationDetails } from './recommendation-details.ts';

const watching = 'Continue Monitoring';

/** What it should bring, as a range, and how sure that is: word, number, and how often it was right when it was this sure. */
export function ImpactPanel(props: {
  recommendation: RecommendationDetails;
  onChoose: ((workflow: string) => void) | null;
}) {
  const { recommendation, onChoose } = props;
  const { expected_effect: effect, confidence, recommended_workflow } = recommendation;
  const calibration = calibrationWords(recommendation);
  return (
    <Panel title="Expected effect" aside={<ConfidenceTag confidence={confidence} />}>
      {needsJudgement(recommendation) ? (
        <Alert
          severity="warning"
          role="note"
          sx={{ mb: 2 }}
          action={
            onChoose === null || recommended_workflow === watching ? undefined : (
              <Button color="inherit" size="small" onClick={() => onChoose(watching)}>
                Choose to watch
              </Button>
            )
          }
        >
          {recommended_workflow === watching
            ? 'Low confidence: human judgement needed.'
            : `Low confidence: human judgement needed. Take this as a suggestion beside ${watching}.`}
        </Alert>
      ) : null}
      {effect === null ? null : (
        <Box sx={{ fontSize: '1.35rem', fontWeight: 700, mb: 0.5, fontVariantNumeric: 'tabular-nums' }}>
          {`${metricLabel(effect.metric)} ${formatRange(effect.low_pct, effect.high_pct)}`}
          <Box component="span" sx={{ fontSize: '0.88rem', fontWeight: 450, color: 'text.secondary' }}>
            {` within ${effect.within_days} days`}
          </Box>
        </Box>
      )}
      <Stack spacing={0.75}>
        <Typography variant="body2">{recommendation.expected_impact}</Typography>
        {effect === null || effect.basis === '' || recommendation.expected_impact?.includes(effect.basis) ? null : (
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>{`Based on: ${effect.basis}`}</Typography>
        )}
        {confidence === null ? null : (
          <Typography variant="body2">
            <strong>{`Confidence ${Math.round(confidence * 100)} %`}</strong>
            {` · ${trackRecordWords(recommendation.confidence_record)}.`}
          </Typography>
        )}
        {recommendation.confidence_reasoning === '' && calibration === null ? null : (
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {[recommendation.confidence_reasoning, calibration].filter(Boolean).join(' ')}
          </Typography>
        )}
      </Stack>
    </Panel>
  );
}
