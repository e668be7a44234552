import Box from '@mui/material/Box';
import { Panel } from '../layout/Panel.tsx';
import { FigureTable } from '../tables/FigureTable.tsx';
import { RecordLink } from '../tables/RecordLink.tsx';
import { formatMoment } from '../time/describe-time.ts';
import { agreementTrends, trendLine } from './agreement-trend.ts';
import { runTypeWord } from './describe-run.ts';
import type { EvaluationRunView } from './evaluation-view.ts';

/** How agreement went from run to run, for each kind of run by itself. */
export function TrendPanel(props: { runs: readonly EvaluationRunView[] }) {
  return (
    <Panel title="Agreement from run to run">
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'repeat(auto-fit, minmax(min(300px, 100%), 1fr))' }}>
        {agreementTrends(props.runs).map(({ run_type, points }) => {
          const name = runTypeWord(run_type);
          const line = trendLine(points);
          const percent = (value: number | undefined) => `${Math.round((value ?? 0) * 10) / 10}\u00a0%`;
          const last = percent(points.at(-1)?.agreement_pct);
          return (
            <Box key={run_type} sx={{ minWidth: 0 }}>
              <Box sx={{ fontWeight: 600, mb: 0.5 }}>{`${name}: ${last}`}</Box>
              <Box
                component="svg"
                role="img"
                aria-label={`${name}: ${points.length} ${points.length === 1 ? 'run' : 'runs'}, the first ${percent(points[0]?.agreement_pct)}, the last ${last}`}
                viewBox="-4 -6 108 112"
                preserveAspectRatio="none"
                sx={{ width: '100%', height: 90, color: 'text.secondary', display: 'block', mb: 1 }}
              >
                {[0, 50, 100].map((mark) => (
                  <line key={mark} x1={0} x2={100} y1={mark} y2={mark} stroke="currentColor" strokeWidth={0.4} />
                ))}
                <Box component="g" sx={{ color: 'primary.main' }}>
                  <polyline
                    points={line.map(({ x, y }) => `${x},${y}`).join(' ')}
                    fill="none"
                    stroke="currentColor"
                    strokeWidth={2}
                    vectorEffect="non-scaling-stroke"
                  />
                  {line.map(({ x, y }) => (
                    <ellipse key={x} cx={x} cy={y} rx={1.2} ry={4} fill="currentColor" />
                  ))}
                </Box>
              </Box>
              <FigureTable
                label={`the agreement on ${name.toLowerCase()}`}
                columns={['Run', 'Agreement']}
                rows={points.toReversed().map(({ id, at, agreement_pct }) => ({
                  key: id,
                  cells: [
                    <RecordLink key={id} to={`/evaluations/${id}/show`}>
                      {formatMoment(at)}
                    </RecordLink>,
                    percent(agreement_pct),
                  ],
                }))}
              />
            </Box>
          );
        })}
      </Box>
    </Panel>
  );
}
