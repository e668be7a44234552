import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { Panel } from '../layout/Panel.tsx';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { formatMoment } from '../time/describe-time.ts';
import { createAutonomyActions } from './autonomy-actions.ts';
import type { SettingsView } from './autonomy-view.ts';
import { stages } from './describe-scenario.ts';
import { draftOf, readSettings, type SettingsDraft } from './read-settings.ts';

const fields: readonly { readonly name: keyof SettingsDraft; readonly label: string; readonly help: string }[] = [
  { name: 'beta_emails', label: 'People of the internal beta', help: 'E-mail addresses, with commas' },
  { name: 'manual_decision_minutes', label: 'Minutes of such a decision by hand', help: 'For the hours saved' },
  { name: 'recommendation_expires_hours', label: 'Hours until a recommendation runs out', help: '1 to 720' },
  { name: 'judge_share_pct', label: 'Share that a judge model looks at (%)', help: '0 to 100' },
];

/** How far the agent is let out, and its other settings. */
export function SettingsPanel(props: { settings: SettingsView; mayWrite: boolean }) {
  const { settings, mayWrite } = props;
  const label = useId();
  const calls = useCalls(createAutonomyActions);
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(settings));
  const read = readSettings(draft);
  const wrong = 'wrong' in read ? read.wrong : [];
  const save = useMutation({
    mutationFn: calls.changeSettings,
    onSuccess: () => queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'autonomy' }),
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if ('settings' in read) save.mutate(read.settings);
  }
  const edit = (name: keyof SettingsDraft, value: string) => {
    save.reset();
    setDraft({ ...draft, [name]: value });
  };
  return (
    <Panel title="How far the agent is let out">
      <Box component="form" onSubmit={submit} noValidate sx={{ display: 'grid', gap: 2 }}>
        <Box>
          <Typography id={label} variant="h3" component="h3" sx={{ mb: 0.5 }}>
            Stage
          </Typography>
          <RadioGroup
            aria-labelledby={label}
            value={draft.rollout_stage}
            onChange={(event) => edit('rollout_stage', event.target.value)}
          >
            {stages.map(({ stage, label: word, text }) => (
              <FormControlLabel
                key={stage}
                value={stage}
                disabled={!mayWrite}
                control={<Radio size="small" />}
                label={
                  <Box sx={{ fontSize: '0.88rem', py: 0.5 }}>
                    <strong>{word}</strong>
                    {` – ${text}`}
                  </Box>
                }
              />
            ))}
          </RadioGroup>
        </Box>
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))' }}>
          {fields.map(({ name, label: word, help }) => (
            <TextField
              key={name}
              size="small"
              label={word}
              value={draft[name]}
              disabled={!mayWrite}
              error={wrong.includes(name)}
              helperText={wrong.includes(name) ? `This cannot be read: ${help}.` : help}
              onChange={(event) => edit(name, event.target.value)}
            />
          ))}
        </Box>
        <FormControlLabel
          disabled={!mayWrite}
          control={
            <Checkbox
              checked={draft.notify_each === 'true'}
              onChange={(event) => edit('notify_each', String(event.target.checked))}
            />
          }
          label="A message for each recommendation, also where nothing is to be decided; else only the daily digest tells of them"
          slotProps={{ typography: { sx: { fontSize: '0.88rem' } } }}
        />
        {save.error === null ? null : <Alert severity="error">{explainError(save.error)}</Alert>}
        {save.isSuccess ? (
          <Alert severity="success" role="status">
            Saved.
          </Alert>
        ) : null}
        <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', flexWrap: 'wrap' }}>
          {mayWrite ? (
            <Button type="submit" variant="outlined" disabled={wrong.length > 0 || save.isPending}>
              Save
            </Button>
          ) : null}
          {settings.updated_by_email === null || settings.updated_at === null ? null : (
            <Typography variant="caption" sx={{ color: 'text.secondary' }}>
              {`Last changed by ${settings.updated_by_email}, ${formatMoment(settings.updated_at)}`}
            </Typography>
          )}
        </Box>
      </Box>
    </Panel>
  );
}
