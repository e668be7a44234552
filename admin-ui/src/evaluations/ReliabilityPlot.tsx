import Box from '@mui/material/Box';
import { FigureTable } from '../tables/FigureTable.tsx';
import { formatShare } from './describe-run.ts';
import type { CalibrationBin } from './evaluation-view.ts';
import { reliabilityDots, reliabilityWords } from './reliability-plot.ts';

const marks = [0, 25, 50, 75, 100];

/** How sure the agent was against how often it was right, with the line where both are the same; the numbers stand beside it. */
export function ReliabilityPlot(props: { bins: readonly CalibrationBin[]; ece: number | null }) {
  const words = reliabilityWords(props.bins, props.ece);
  const x = (place: number) => 14 + place * 1.1;
  const y = (place: number) => 116 - place * 1.1;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', md: 'minmax(220px, 320px) 1fr' } }}>
      <Box
        component="svg"
        role="img"
        aria-label={words}
        viewBox="0 0 130 132"
        sx={{ width: '100%', maxWidth: 340, display: 'block', color: 'text.secondary' }}
      >
        {marks.map((mark) => (
          <g key={mark}>
            <line
              x1={x(0)}
              x2={x(100)}
              y1={y(mark)}
              y2={y(mark)}
              stroke="currentColor"
              strokeWidth={0.2}
              opacity={0.5}
            />
            <text x={x(0) - 2} y={y(mark) + 1.5} textAnchor="end" fontSize={4.6} fill="currentColor">
              {mark}
            </text>
            <text x={x(mark)} y={123} textAnchor="middle" fontSize={4.6} fill="currentColor">
              {mark}
            </text>
          </g>
        ))}
        <text x={x(50)} y={130} textAnchor="middle" fontSize={4.8} fill="currentColor">
          how sure it was, %
        </text>
        <text transform={`translate(4 ${y(50)}) rotate(-90)`} textAnchor="middle" fontSize={4.8} fill="currentColor">
          how often it was right, %
        </text>
        <line
          x1={x(0)}
          y1={y(0)}
          x2={x(100)}
          y2={y(100)}
          stroke="currentColor"
          strokeWidth={0.6}
          strokeDasharray="2 2"
        />
        <Box component="g" sx={{ color: 'primary.main' }}>
          {reliabilityDots(props.bins).map(({ label, across, up, radius }) => (
            <circle key={label} cx={x(across)} cy={y(up)} r={radius} fill="currentColor" fillOpacity={0.75} />
          ))}
        </Box>
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <Box sx={{ mb: 1, fontSize: '0.9rem' }}>{words}</Box>
        <FigureTable
          label="calibration"
          columns={['Sure', 'On average', 'Right', 'Cases']}
          rows={props.bins.map(({ label, mean_confidence, actual, count }) => ({
            key: label,
            cells: [label, formatShare(mean_confidence), formatShare(actual), count],
          }))}
        />
      </Box>
    </Box>
  );
}
