import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { StepRunView } from './execution-view.ts';
import { groupRounds, isReused, type StepGroup } from './group-rounds.ts';
import { StepEntry } from './StepEntry.tsx';

/** The steps in the order in which they ran, each with its outcome, its time and the errors of its attempts; rounds of loops fold away. */
export function StepTimeline(props: { steps: readonly StepRunView[]; reused_steps: readonly string[] }) {
  if (props.steps.length === 0) return <Typography variant="body2">No step has started yet.</Typography>;
  const groups = groupRounds(props.steps);
  return groups.map((group) => (
    <Group key={group.steps[0]?.step_run_id ?? group.round} group={group} reused_steps={props.reused_steps} />
  ));
}

function Group(props: { group: StepGroup; reused_steps: readonly string[] }) {
  const { round, steps } = props.group;
  const list = (
    <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {steps.map((step, index) => (
        <StepEntry
          key={step.step_run_id ?? `${step.step_id} ${step.iteration} ${step.phase}`}
          step={step}
          last={index === steps.length - 1}
          reused={isReused(step, props.reused_steps)}
        />
      ))}
    </Box>
  );
  if (round === null) return list;
  const troubled = steps.some(({ status }) => status !== 'completed' && status !== 'skipped');
  return (
    <Box
      component="details"
      open={troubled}
      sx={{ ml: 0.5, pl: 2, borderLeft: '2px solid', borderColor: 'divider', mb: 1.5 }}
    >
      <Box component="summary" sx={{ cursor: 'pointer', fontWeight: 600, fontSize: '0.88rem', minHeight: 28 }}>
        {`${round}: ${steps.length} ${steps.length === 1 ? 'step' : 'steps'}`}
      </Box>
      {list}
    </Box>
  );
}
