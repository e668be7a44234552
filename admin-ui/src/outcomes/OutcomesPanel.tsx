import Box from '@mui/material/Box';
import { Panel } from '../layout/Panel.tsx';
import { RecordLink } from '../tables/RecordLink.tsx';
import { formatMoment } from '../time/describe-time.ts';
import { effectLine, promiseLine, verdictLine } from './describe-outcome.ts';
import type { OutcomeView } from './outcome-view.ts';

/** What the changes of an execution brought: effect with its interval, verdict and why, method, promise, and the question that followed. */
export function OutcomesPanel(props: { outcomes: readonly OutcomeView[] }) {
  if (props.outcomes.length === 0) return null;
  return (
    <Panel title="What it brought">
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.75, fontSize: '0.9rem' }}>
        {props.outcomes.map((outcome) => (
          <li key={outcome.outcome_id}>
            <RecordLink to={`/outcomes/${outcome.outcome_id}/show`}>{effectLine(outcome)}</RecordLink>
            {[verdictLine(outcome), promiseLine(outcome)].map((line) =>
              line === null ? null : <div key={line}>{line}</div>,
            )}
            <Box sx={{ color: 'text.secondary', fontSize: '0.84rem' }}>
              {outcome.measured_at === null
                ? `It can be measured from ${formatMoment(outcome.measure_at)} on.`
                : `Measured ${formatMoment(outcome.measured_at)} by ${outcome.method ?? 'an unknown method'}.`}
            </Box>
            {outcome.rollback_execution_id === null ? null : (
              <RecordLink to={`/executions/${outcome.rollback_execution_id}/show`}>
                People are asked whether to take it back
              </RecordLink>
            )}
          </li>
        ))}
      </Box>
    </Panel>
  );
}
