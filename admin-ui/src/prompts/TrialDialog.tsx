import TextField from '@mui/material/TextField';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../layout/FormDialog.tsx';
import { metricLabel } from '../money/percent.ts';
import { useCalls } from '../server/useCalls.ts';
import { ChoiceField } from '../tables/ChoiceField.tsx';
import { createPromptActions, type TrialWish } from './prompt-actions.ts';
import type { PromptSummary } from './prompt-view.ts';

function usualTrial(prompt: PromptSummary | undefined) {
  const [first = '', second = ''] = (prompt?.versions ?? [])
    .filter((version) => version !== prompt?.latest)
    .toReversed();
  return {
    prompt_name: prompt?.name ?? '',
    version_a: prompt?.latest ?? first,
    version_b: first || second,
    share: '10',
  };
}

/** Starts a trial: which version is tried against which, and on what share of the campaigns. */
export function TrialDialog(props: { prompts: readonly PromptSummary[]; onClose: () => void }) {
  const { prompts, onClose } = props;
  const calls = useCalls(createPromptActions);
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(usualTrial(prompts[0]));
  const { prompt_name, version_a, version_b, share } = draft;
  const chosen = prompts.find(({ name }) => name === prompt_name);
  const versions = (chosen?.versions ?? []).map((id) => ({ id, name: id === chosen?.latest ? `${id} (latest)` : id }));
  const valid = /^\d{1,3}$/.test(share.trim()) && Number(share) <= 100 && version_a !== version_b;
  const wish: TrialWish = { prompt_name, version_a, version_b, share_b_pct: Number(share) };
  const start = useMutation({
    mutationFn: () => calls.start(wish),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: ['prompts'] });
      onClose();
    },
  });
  return (
    <FormDialog
      {...{ title: 'New trial', confirm: 'Start', ready: valid, busy: start.isPending, error: start.error, onClose }}
      onConfirm={() => start.mutate()}
    >
      <ChoiceField
        {...{ label: 'Prompt', value: prompt_name }}
        choices={prompts.map(({ name }) => ({ id: name, name: metricLabel(name) }))}
        onChange={(name) => setDraft(usualTrial(prompts.find((prompt) => prompt.name === name)))}
      />
      <ChoiceField
        {...{ label: 'The others keep', value: version_a, choices: versions }}
        onChange={(next) => setDraft({ ...draft, version_a: next })}
      />
      <ChoiceField
        {...{ label: 'Is tried', value: version_b, choices: versions }}
        onChange={(next) => setDraft({ ...draft, version_b: next })}
      />
      <TextField
        {...{ label: 'On what share of the campaigns, %', value: share }}
        helperText="Always the same campaigns; what runs already keeps the version it began with."
        slotProps={{ htmlInput: { inputMode: 'numeric' } }}
        onChange={(event) => setDraft({ ...draft, share: event.target.value })}
      />
    </FormDialog>
  );
}
