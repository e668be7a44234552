import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Panel } from '../layout/Panel.tsx';
import type { RecommendationDetails } from './recommendation-details.ts';
import { causeLabel } from './recommendation-view.ts';

/** A probability as percent; what is nearly sure or nearly ruled out is never said to be so. */
function percent(probability: number): string {
  if (probability > 0 && probability < 0.01) return '<1\u00a0%';
  if (probability > 0.99 && probability < 1) return '>99\u00a0%';
  return `${Math.round(probability * 100)}\u00a0%`;
}

/** The cause, why it is thought to be it, and how probable each other one is. */
export function CausePanel(props: { recommendation: RecommendationDetails }) {
  const { root_cause, reasoning, signal_analysis, hypotheses } = props.recommendation;
  const weighed = hypotheses.toSorted((one, other) => other.probability - one.probability);
  const likely = weighed.filter(({ cause, probability }) => cause === root_cause || probability >= 0.01);
  const rest = weighed.filter((each) => !likely.includes(each));
  return (
    <Panel title={`Root cause: ${causeLabel(root_cause)}`}>
      <Stack spacing={1}>
        <Typography variant="body2">{reasoning}</Typography>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {signal_analysis}
        </Typography>
      </Stack>
      {weighed.length === 0 ? null : (
        <Box sx={{ mt: 2 }}>
          <Typography component="h3" variant="h3" sx={{ mb: 1 }}>
            How probable each cause is
          </Typography>
          <CauseList causes={likely} root_cause={root_cause} />
          {rest.length === 0 ? null : (
            <Box component="details" sx={{ mt: 1 }}>
              <Box component="summary" sx={{ cursor: 'pointer', fontSize: '0.84rem', minHeight: 24, mb: 1 }}>
                {`${rest.length} more, each under 1\u00a0%`}
              </Box>
              <CauseList causes={rest} root_cause={root_cause} />
            </Box>
          )}
        </Box>
      )}
    </Panel>
  );
}

/** Causes with their probability as number and bar, and how many of their signs are there. */
function CauseList(props: { causes: RecommendationDetails['hypotheses']; root_cause: string }) {
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.75 }}>
      {props.causes.map(({ cause, probability, signs_present, signs_known, signs_all }) => {
        const chosen = cause === props.root_cause;
        return (
          <Box
            component="li"
            key={cause}
            sx={{
              ...{ display: 'grid', gap: { xs: 0.25, sm: 1.5 }, alignItems: 'center', fontSize: '0.84rem' },
              gridTemplateColumns: { xs: '1fr auto', sm: '180px 48px minmax(60px, 1fr) 210px' },
            }}
          >
            <Box component="span" sx={{ fontWeight: chosen ? 650 : 450 }}>
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
                  ...{ height: 1, borderRadius: 4, width: `${probability * 100}%` },
                  bgcolor: chosen ? 'primary.main' : 'text.secondary',
                }}
              />
            </Box>
            <Box component="span" sx={{ color: 'text.secondary', gridColumn: { xs: '1 / -1', sm: 'auto' } }}>
              {signs_all === 0
                ? ''
                : `${signs_present} of ${signs_known} signs${signs_known < signs_all ? `, ${signs_all - signs_known} not known` : ''}`}
            </Box>
          </Box>
        );
      })}
    </Box>
  );
}
