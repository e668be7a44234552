import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { lazy, type ReactNode, Suspense } from 'react';
import type { ChartPoint } from './chart-point.ts';
import { SeriesTable } from './SeriesTable.tsx';

const LineSeriesChart = lazy(() => import('./LineSeriesChart.tsx'));

/** A chart with its title, its meaning in a sentence, and its numbers as a table one click away. */
export function SeriesFigure(props: {
  title: string;
  summary: string;
  note?: ReactNode;
  points: readonly ChartPoint[];
  formatValue: (value: number) => string;
}) {
  const { title, summary, points, formatValue } = props;
  return (
    <Box component="figure" sx={{ m: 0, minWidth: 0 }}>
      <Box component="figcaption" sx={{ mb: 1 }}>
        <Typography variant="h3" component="h3">
          {title}
        </Typography>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {summary}
        </Typography>
        {props.note === undefined ? null : (
          <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>
            {props.note}
          </Typography>
        )}
      </Box>
      <Suspense fallback={<Skeleton variant="rounded" height={240} />}>
        <LineSeriesChart points={points} formatValue={formatValue} label={title} />
      </Suspense>
      <SeriesTable title={title} points={points} formatValue={formatValue} />
    </Box>
  );
}
