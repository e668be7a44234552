import Box from '@mui/material/Box';
import { formatChange } from '../money/percent.ts';
import { intervalPlaces, type PlottedEffect } from './interval-plot.ts';

/** An effect as a dot on its interval, with a line where no effect is. Everything it shows stands in its name, too. */
export function IntervalPlot(props: { effect: PlottedEffect; level: number; what: string }) {
  const { effect_pct, low_pct, high_pct } = props.effect;
  const { low, high, effect, zero, marks } = intervalPlaces(props.effect);
  // 100 places become 300 units, with room at both ends for the words of the marks.
  const x = (place: number) => 20 + place * 2.6;
  return (
    <Box
      component="svg"
      role="img"
      aria-label={`${props.what}: ${formatChange(effect_pct)}, and with ${Math.round(props.level * 100)} % certainty between ${formatChange(low_pct)} and ${formatChange(high_pct)}`}
      viewBox="0 0 300 62"
      sx={{ width: '100%', maxWidth: 560, display: 'block', color: 'text.secondary' }}
    >
      <line x1={x(0)} x2={x(100)} y1={40} y2={40} stroke="currentColor" strokeWidth={0.6} />
      {marks.map(({ place, value }) => (
        <g key={value}>
          <line x1={x(place)} x2={x(place)} y1={38} y2={42} stroke="currentColor" strokeWidth={0.6} />
          <text x={x(place)} y={54} textAnchor="middle" fontSize={8.5} fill="currentColor">
            {value === 0 ? 'no effect' : formatChange(value)}
          </text>
        </g>
      ))}
      <line x1={x(zero)} x2={x(zero)} y1={6} y2={40} stroke="currentColor" strokeWidth={0.9} strokeDasharray="3 2" />
      <Box component="g" sx={{ color: 'primary.main' }}>
        <line x1={x(low)} x2={x(high)} y1={22} y2={22} stroke="currentColor" strokeWidth={3} strokeLinecap="round" />
        <line x1={x(low)} x2={x(low)} y1={17} y2={27} stroke="currentColor" strokeWidth={1.5} />
        <line x1={x(high)} x2={x(high)} y1={17} y2={27} stroke="currentColor" strokeWidth={1.5} />
        <circle cx={x(effect)} cy={22} r={5} fill="currentColor" />
      </Box>
    </Box>
  );
}
