import TextField from '@mui/material/TextField';
import { useGetOne } from 'react-admin';
import type { ExecutionView } from './execution-view.ts';
import { stepChoices } from './step-choices.ts';

/** Chooses a step to go on from, among those that an execution reached; the failed one says so. */
export function StepSelect(props: {
  execution_id: string;
  failed: string;
  value: string;
  onChange: (step_id: string) => void;
}) {
  const { data } = useGetOne<ExecutionView>('executions', { id: props.execution_id });
  const choices = stepChoices(data?.steps ?? [], props.failed);
  return (
    <TextField
      select
      label="Go on from the step"
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
      slotProps={{ select: { native: true } }}
    >
      {choices.map(({ step_id, label }) => (
        <option key={step_id} value={step_id}>
          {label}
        </option>
      ))}
    </TextField>
  );
}
