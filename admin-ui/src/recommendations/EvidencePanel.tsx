import CheckIcon from '@mui/icons-material/CheckOutlined';
import CloseIcon from '@mui/icons-material/CloseOutlined';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { BeforeAfter } from '../changes/BeforeAfter.tsx';
import { unitFormatter } from '../charts/format-unit.ts';
import { SeriesFigure } from '../charts/SeriesFigure.tsx';
import { Panel } from '../layout/Panel.tsx';
import { formatMetric } from '../money/metric-value.ts';
import { formatChange, metricLabel } from '../money/percent.ts';
import { formatMoment } from '../time/describe-time.ts';
import { type RecommendationView, summarizeSeries } from './recommendation-view.ts';
import { sourceName } from './source-name.ts';
import { uniqueBy } from './unique-by.ts';

/** What was seen: the series with their anomalies, then each observation with its source and time. */
export function EvidencePanel(props: { recommendation: RecommendationView; currency: string }) {
  const { series, evidence } = props.recommendation;
  return (
    <Panel title="Evidence">
      <Stack spacing={3}>
        {uniqueBy(series, ({ metric, method }) => `${metric} ${method}`).map((each) => {
          const formatValue = unitFormatter(each.unit, props.currency);
          return (
            <SeriesFigure
              key={`${each.metric} ${each.method}`}
              title={metricLabel(each.metric)}
              summary={summarizeSeries(each, formatValue)}
              note={each.method === '' ? undefined : `Method: ${each.method}`}
              points={each.points}
              formatValue={formatValue}
            />
          );
        })}
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.25 }}>
          {uniqueBy(evidence, ({ metric, statement }) => `${metric} ${statement}`).map((item) => (
            <Box component="li" key={`${item.metric} ${item.statement}`} sx={{ display: 'flex', gap: 1.25 }}>
              {item.supports ? (
                <CheckIcon fontSize="small" titleAccess="Speaks for it" sx={{ color: 'success.main', mt: 0.25 }} />
              ) : (
                <CloseIcon
                  fontSize="small"
                  titleAccess="Speaks against it"
                  sx={{ color: 'text.secondary', mt: 0.25 }}
                />
              )}
              <Box sx={{ minWidth: 0 }}>
                {item.value === null || item.baseline === null || item.change_pct === null ? null : (
                  <Box sx={{ fontSize: '0.9rem', display: 'flex', gap: 1, flexWrap: 'wrap' }}>
                    <strong>{metricLabel(item.metric)}</strong>
                    <BeforeAfter
                      before={formatMetric(item.metric, item.baseline, props.currency)}
                      after={formatMetric(item.metric, item.value, props.currency)}
                      delta={formatChange(item.change_pct)}
                    />
                  </Box>
                )}
                <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
                  {item.statement}
                </Typography>
                <Typography variant="caption" sx={{ color: 'text.secondary' }}>
                  {[sourceName(item.source), item.observed_at === '' ? '' : `read ${formatMoment(item.observed_at)}`]
                    .filter(Boolean)
                    .join(' · ')}
                </Typography>
              </Box>
            </Box>
          ))}
        </Box>
      </Stack>
    </Panel>
  );
}
