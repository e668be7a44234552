import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { RiskTag } from '../approvals/RiskTag.tsx';
import { Panel } from '../layout/Panel.tsx';
import type { RecommendationView } from './recommendation-view.ts';
import { uniqueBy } from './unique-by.ts';

/** What can go wrong, how it is taken back, and what waiting costs. */
export function RiskPanel(props: { recommendation: RecommendationView }) {
  const { risk_level, risk_factors, cost_of_doing_nothing, success_metrics } = props.recommendation;
  return (
    <Panel title="Risk, way back, and the cost of doing nothing" aside={<RiskTag level={risk_level} />}>
      <Stack spacing={1.5}>
        {risk_factors.length === 0 ? null : (
          <Box component="ul" sx={{ m: 0, pl: 2.5, fontSize: '0.9rem' }}>
            {uniqueBy(risk_factors, (factor) => factor).map((factor) => (
              <li key={factor}>{factor}</li>
            ))}
          </Box>
        )}
        <Typography variant="body2">
          <strong>Way back: </strong>
          the value before is kept, and “Undo” on the page of the execution puts it back, as long as nobody has changed
          it since. That is a change of its own.
        </Typography>
        {cost_of_doing_nothing === '' ? null : (
          <Typography variant="body2">
            <strong>Doing nothing: </strong>
            {cost_of_doing_nothing}
          </Typography>
        )}
        {success_metrics.length === 0 ? null : (
          <Typography variant="body2">
            <strong>Success is measured by: </strong>
            {success_metrics.map((metric) => metric.replace(/\.$/, '')).join('; ')}
          </Typography>
        )}
      </Stack>
    </Panel>
  );
}
