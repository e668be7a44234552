import TextField from '@mui/material/TextField';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../layout/FormDialog.tsx';
import { useCalls } from '../server/useCalls.ts';
import { ChoiceField } from '../tables/ChoiceField.tsx';
import { createEvaluationActions } from './evaluation-actions.ts';

const over = [
  { id: 'golden_set', name: 'Golden examples' },
  { id: 'train', name: 'Generated cases, those for tuning' },
  { id: 'held_out', name: 'Generated cases, those held out' },
] as const;

/** Starts an evaluation; says which execution makes it. */
export function StartDialog(props: { onStarted: (execution_id: string) => void; onClose: () => void }) {
  const calls = useCalls(createEvaluationActions);
  const [what, setWhat] = useState<(typeof over)[number]['id']>('golden_set');
  const [count, setCount] = useState('210');
  const start = useMutation({
    mutationFn: () =>
      calls.start(
        what === 'golden_set' ? { run_type: what } : { run_type: 'generated', split: what, count: Number(count) },
      ),
    onSuccess: ({ execution_id }) => props.onStarted(execution_id),
  });
  const ready = what === 'golden_set' || (/^\d+$/.test(count) && Number(count) >= 15 && Number(count) <= 1_000);
  return (
    <FormDialog
      {...{ title: 'Start an evaluation', confirm: 'Start', ready }}
      {...{ busy: start.isPending, error: start.error }}
      onConfirm={() => start.mutate()}
      onClose={props.onClose}
    >
      <ChoiceField label="Over" value={what} choices={over} onChange={setWhat} />
      {what === 'golden_set' ? null : (
        <TextField
          label="How many cases (15 to 1000)"
          value={count}
          onChange={(event) => setCount(event.target.value)}
          slotProps={{ htmlInput: { inputMode: 'numeric' } }}
        />
      )}
    </FormDialog>
  );
}
