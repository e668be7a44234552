import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Panel } from '../layout/Panel.tsx';
import type { RecommendationDetails } from './recommendation-details.ts';
import { causeLabel } from './recommendation-view.ts';

const percent = (probability: number) => `${Math.round(probability * 100)} %`;

/** The cause, why it is thought to be it, and how probable each other one is. */
export function CausePanel(props: { recommendation: RecommendationDetails }) {
  const { root_cause, reasoning, signal_analysis, hypotheses } = props.recommendation;
  const weighed = hypotheses.toSorted((one, other) => other.probability - one.probability);
  return (
    <Panel title={`Root cause: ${causeLabel(root_cause)}`}>
      <Stack spacing={1}>
        <Typography variant="body2">{reasoning}</Typography>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {signal_analysis}
        </Typography>
      </Stack>
      {weighed.length === 0 ? null : (
        <Box component="details" open sx={{ mt: 2 }}>
          <Box
            component="summary"
            sx={{ cursor: 'pointer', fontSize: '0.86rem', fontWeight: 600, minHeight: 24, mb: 1 }}
          >
            {`How probable each of ${weighed.length} causes is`}
          </Box>
          <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.75 }}>
            {weighed.map(({ cause, probability, signs_present, signs_known, signs_all }) => (
              <Box
                component="li"
                key={cause}
                sx={{
                  display: 'grid',
                  gap: { xs: 0.25, sm: 1.5 },
                  alignItems: 'center',
                  gridTemplateColumns: { xs: '1fr auto', sm: '180px 48px minmax(60px, 1fr) 210px' },
                  fontSize: '0.84rem',
                }}
              >
                <Box component="span" sx={{ fontWeight: cause === root_cause ? 650 : 450 }}>
                  {causeLabel(cause)}
                </Box>
                <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums', textAlign: 'right' }}>
                  {percent(probability)}
                </Box>
                <Box
                  aria-hidden
                  sx={{ height: 8, borderRadius: 4, bgcolor: 'divider', gridColumn: { xs: '1 / -1', sm: 'auto' } }}
                >
                  <Box
                    sx={{
                      height: 1,
                      borderRadius: 4,
                      width: `${probability * 100}%`,
                      bgcolor: cause === root_cause ? 'primary.main' : 'text.secondary',
                    }}
                  />
                </Box>
                <Box component="span" sx={{ color: 'text.secondary', gridColumn: { xs: '1 / -1', sm: 'auto' } }}>
                  {signs_all === 0
                    ? ''
                    : `${signs_present} of ${signs_known} known signs${signs_known < signs_all ? `, ${signs_all - signs_known} unknown` : ''}`}
                </Box>
              </Box>
            ))}
          </Box>
        </Box>
      )}
    </Panel>
  );
}
