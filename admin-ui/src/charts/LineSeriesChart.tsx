import { useTheme } from '@mui/material/styles';
import { LineChart, lineClasses } from '@mui/x-charts/LineChart';
import { type ChartPoint, lowestTick } from './chart-point.ts';

/**
 * A line over time with the band it was expected in and the anomalous points marked.
 * For the eye only: whoever draws it gives the same facts as text beside it, so it is hidden from screen readers.
 */
export default function LineSeriesChart(props: {
  points: readonly ChartPoint[];
  formatValue: (value: number) => string;
  label: string;
  height?: number;
}) {
  const theme = useTheme();
  const { points, formatValue, label } = props;
  const show = (value: number | null) => (value === null ? '' : formatValue(value));
  const hasBand = points.some(({ low, high }) => low !== null && high !== null);
  const hasExpected = points.some(({ expected }) => expected !== null);
  const hasAnomaly = points.some(({ anomalous }) => anomalous);
  return (
    <div aria-hidden="true">
      <LineChart
        height={props.height ?? 240}
        skipAnimation
        disableKeyboardNavigation
        margin={{ left: 4, right: 28, top: 12, bottom: 0 }}
        hideLegend
        grid={{ horizontal: true }}
        xAxis={[
          {
            data: points.map(({ at }) => new Date(at)),
            scaleType: 'time',
            tickNumber: 6,
            valueFormatter: (at: Date) =>
              at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }),
          },
        ]}
        yAxis={[{ valueFormatter: formatValue, width: 64, min: lowestTick(points) }]}
        series={[
          ...(hasBand
            ? [
                {
                  id: 'low',
                  data: points.map(({ low }) => low),
                  stack: 'band',
                  area: true,
                  showMark: false,
                  color: 'transparent',
                  valueFormatter: () => null,
                },
                {
                  id: 'band',
                  data: points.map(({ low, high }) => (low === null || high === null ? null : high - low)),
                  stack: 'band',
                  area: true,
                  showMark: false,
                  color: theme.palette.primary.main,
                  valueFormatter: () => null,
                },
              ]
            : []),
          ...(hasExpected
            ? [
                {
                  id: 'expected',
                  label: 'Expected',
                  data: points.map(({ expected }) => expected),
                  showMark: false,
                  color: theme.palette.text.secondary,
                  valueFormatter: show,
                },
              ]
            : []),
          {
            id: 'value',
            label,
            data: points.map(({ value }) => value),
            showMark: false,
            color: theme.palette.primary.main,
            curve: 'linear' as const,
            valueFormatter: show,
          },
          ...(hasAnomaly
            ? [
                {
                  id: 'anomaly',
                  label: 'Anomaly',
                  data: points.map(({ value, anomalous }) => (anomalous ? value : null)),
                  showMark: true,
                  shape: 'diamond' as const,
                  color: theme.palette.error.main,
                  valueFormatter: show,
                },
              ]
            : []),
        ]}
        sx={{
          [`& .${lineClasses.area}`]: { fillOpacity: 0 },
          [`& .${lineClasses.area}[data-series="band"]`]: { fillOpacity: theme.palette.mode === 'dark' ? 0.2 : 0.12 },
          [`& .${lineClasses.line}`]: { strokeWidth: 2.25 },
          [['low', 'band', 'anomaly'].map((id) => `& .${lineClasses.line}[data-series="${id}"]`).join(', ')]: {
            display: 'none',
          },
          [`& .${lineClasses.line}[data-series="expected"]`]: { strokeDasharray: '5 5', strokeWidth: 1.5 },
          [`& .${lineClasses.mark}`]: {
            fill: theme.palette.error.main,
            stroke: theme.palette.background.paper,
            strokeWidth: 1.5,
          },
        }}
      />
    </div>
  );
}
