import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Panel } from '../layout/Panel.tsx';
import { formatRange, metricLabel } from '../money/percent.ts';
import { causeLabel, type RecommendationView } from '../recommendations/recommendation-view.ts';
import { AlternativesPanel } from './AlternativesPanel.tsx';
import { ConfidenceTag } from './ConfidenceTag.tsx';
import { EvidencePanel } from './EvidencePanel.tsx';
import { RiskPanel } from './RiskPanel.tsx';

/** The argument of a recommendation, in the order in which people decide: effect, evidence, cause, alternatives, risk. */
export function ReasoningPanels(props: { recommendation: RecommendationView; currency: string }) {
  const { recommendation } = props;
  const effect = recommendation.expected_effect;
  return (
    <>
      <Panel title="Expected effect" aside={<ConfidenceTag confidence={recommendation.confidence} />}>
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
          {effect === null || effect.basis === '' ? null : (
            <Typography variant="body2" sx={{ color: 'text.secondary' }}>{`Based on: ${effect.basis}`}</Typography>
          )}
          {recommendation.confidence_reasoning === '' ? null : (
            <Typography variant="body2" sx={{ color: 'text.secondary' }}>
              {`Confidence: ${recommendation.confidence_reasoning}`}
            </Typography>
          )}
        </Stack>
      </Panel>
      <EvidencePanel recommendation={recommendation} currency={props.currency} />
      <Panel title={`Root cause: ${causeLabel(recommendation.root_cause)}`}>
        <Stack spacing={1}>
          <Typography variant="body2">{recommendation.reasoning}</Typography>
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {recommendation.signal_analysis}
          </Typography>
        </Stack>
      </Panel>
      <AlternativesPanel alternatives={recommendation.alternative_actions} />
      <RiskPanel recommendation={recommendation} />
    </>
  );
}
