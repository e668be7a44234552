import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { ToneChip } from '../layout/ToneChip.tsx';
import type { AnalyticsView } from './analytics-view.ts';
import { basisOf, formatMeasure, type Measure, targetWords, trendOf } from './measures.ts';

const stands = {
  met: { word: 'Reached', tone: 'good' },
  missed: { word: 'Not reached', tone: 'bad' },
  unknown: { word: 'Not known yet', tone: 'neutral' },
} as const;

/** Measures as cards: the value, its target and whether it is reached, how it moved; the definition on hover or focus. */
export function MeasureCards(props: { label: string; measures: readonly Measure[]; analytics: AnalyticsView }) {
  const { label, measures, analytics } = props;
  const { figures, before, targets } = analytics;
  return (
    <Box
      component="ul"
      aria-label={label}
      sx={{
        ...{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5 },
        gridTemplateColumns: { xs: '1fr 1fr', sm: 'repeat(auto-fill, minmax(200px, 1fr))' },
      }}
    >
      {measures.map((measure) => {
        const standing = targets.find((target) => target.measure === measure.name);
        const trend = trendOf(measure, figures[measure.name], before[measure.name]);
        const wanted = targetWords(measure);
        const basis = basisOf(measure, figures);
        const { word, tone } = stands[standing?.met == null ? 'unknown' : standing.met ? 'met' : 'missed'];
        return (
          <Paper key={measure.name} component="li" variant="outlined" sx={{ p: 2, borderRadius: 3, minWidth: 0 }}>
            <Tooltip title={measure.definition} describeChild>
              <Typography
                component="h3"
                variant="body2"
                tabIndex={0}
                sx={{ color: 'text.secondary', textDecoration: 'underline dotted', textUnderlineOffset: 3 }}
              >
                {measure.label}
              </Typography>
            </Tooltip>
            <Typography component="p" sx={{ fontSize: '1.5rem', fontWeight: 700, fontVariantNumeric: 'tabular-nums' }}>
              {formatMeasure(figures[measure.name], measure.unit)}
            </Typography>
            {wanted === null ? null : (
              <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center', fontSize: '0.82rem' }}>
                <ToneChip tone={tone}>{word}</ToneChip>
                <span>{`wanted ${wanted}`}</span>
              </Box>
            )}
            {basis === null ? null : (
              <Typography variant="caption" component="p" sx={{ mt: 0.5, color: 'text.secondary' }}>
                {basis}
              </Typography>
            )}
            {trend === null ? null : (
              <Typography
                variant="caption"
                component="p"
                sx={{
                  mt: 0.5,
                  color:
                    trend.tone === 'neutral' ? 'text.secondary' : trend.tone === 'good' ? 'success.main' : 'error.main',
                }}
              >
                {trend.words}
              </Typography>
            )}
          </Paper>
        );
      })}
    </Box>
  );
}
