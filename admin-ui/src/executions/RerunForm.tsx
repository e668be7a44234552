import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import type { ExecutionView } from './execution-view.ts';
import type { RerunDraft } from './rerun-draft.ts';
import { StandingChanges } from './StandingChanges.tsx';
import { StepSelect } from './StepSelect.tsx';
import { failedStepOf, stepChoices } from './step-choices.ts';

/** Where to go on, what to leave out and with which value, and why. */
export function RerunForm(props: {
  execution: ExecutionView;
  draft: RerunDraft;
  onChange: (draft: RerunDraft) => void;
}) {
  const { execution, draft } = props;
  const steps = execution.steps ?? [];
  const change = (part: Partial<RerunDraft>) => props.onChange({ ...draft, ...part });
  return (
    <Stack spacing={2} sx={{ pt: 0.5 }}>
      <StandingChanges execution={execution} title="Will not be done again" />
      <StepSelect
        execution_id={execution.id}
        failed={failedStepOf(steps)}
        value={draft.from_step}
        onChange={(from_step) => change({ from_step })}
      />
      <TextField
        select
        label="Skip a step"
        value={draft.skipped}
        onChange={(event) => change({ skipped: event.target.value })}
        slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
      >
        <option value="">skip none</option>
        {stepChoices(steps, null).map(({ step_id }) => (
          <option key={step_id} value={step_id}>
            {step_id}
          </option>
        ))}
      </TextField>
      {draft.skipped === '' ? null : (
        <TextField
          label={`Value that ${draft.skipped} is to give (JSON or text)`}
          value={draft.value}
          multiline
          onChange={(event) => change({ value: event.target.value })}
        />
      )}
      <TextField
        label="Inputs (JSON)"
        value={draft.inputs}
        multiline
        onChange={(event) => change({ inputs: event.target.value })}
      />
      <FormControlLabel
        control={<Checkbox checked={draft.latest} onChange={(event) => change({ latest: event.target.checked })} />}
        label="Use the newest version of the playbook"
      />
      <TextField
        label="Reason"
        required
        value={draft.reason}
        onChange={(event) => change({ reason: event.target.value })}
        slotProps={{ htmlInput: { maxLength: 2000 } }}
      />
    </Stack>
  );
}
