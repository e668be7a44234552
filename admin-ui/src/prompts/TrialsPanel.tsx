import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { ToneChip } from '../layout/ToneChip.tsx';
import { metricLabel } from '../money/percent.ts';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { useCan } from '../session/useCan.ts';
import { FigureTable } from '../tables/FigureTable.tsx';
import { formatMoment } from '../time/describe-time.ts';
import { createPromptActions } from './prompt-actions.ts';
import type { PromptSummary } from './prompt-view.ts';
import { TrialDialog } from './TrialDialog.tsx';

const tones = { running: 'busy', stopped: 'neutral', promoted: 'good' } as const;

/** Trials of a version of a prompt on a share of the campaigns: running, promoted, stopped. */
export function TrialsPanel(props: { prompts: readonly PromptSummary[] }) {
  const calls = useCalls(createPromptActions);
  const queryClient = useQueryClient();
  const mayWrite = useCan('models:write');
  const [starting, setStarting] = useState(false);
  const query = useQuery({ queryKey: ['prompts', 'trials'], queryFn: calls.trials });
  const end = useMutation({
    mutationFn: ({ id, how }: { id: string; how: 'stop' | 'promote' }) => calls.end(id, how),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['prompts'] }),
  });
  const triable = props.prompts.filter(({ versions }) => versions.length > 1);
  return (
    <Panel
      title="Trials"
      aside={
        mayWrite && triable.length > 0 ? (
          <Button size="small" variant="outlined" onClick={() => setStarting(true)}>
            New trial
          </Button>
        ) : null
      }
    >
      {end.error === null ? null : <Alert severity="error">{explainError(end.error)}</Alert>}
      {query.data === undefined ? (
        query.error === null ? (
          <LoadingRows label="the trials" rows={2} height={32} />
        ) : (
          <LoadingFailed label="trials" error={query.error} retry={() => void query.refetch()} />
        )
      ) : query.data.length === 0 ? (
        <p>No version is or was on trial. A trial answers a share of the campaigns with another version.</p>
      ) : (
        <FigureTable
          label="trials of prompts"
          words={6}
          columns={['Prompt', 'Standing', 'Tried', 'Against', 'Share', 'Since', '']}
          rows={query.data.map((trial) => {
            const { prompt_experiment_id: id, prompt_name, status } = trial;
            const button = (how: 'stop' | 'promote', word: string) => (
              <Button
                {...{ size: 'small', disabled: end.isPending }}
                aria-label={`${word}: ${prompt_name} ${trial.version_b}`}
                onClick={() => end.mutate({ id, how })}
              >
                {word}
              </Button>
            );
            return {
              key: id,
              cells: [
                metricLabel(prompt_name),
                <ToneChip key="standing" tone={tones[status]}>
                  {status}
                </ToneChip>,
                ...[trial.version_b, trial.version_a, `${trial.share_b_pct} %`],
                `${formatMoment(trial.started_at)}${trial.started_by_email === null ? '' : `, ${trial.started_by_email}`}`,
                mayWrite && status !== 'stopped' ? (
                  <Box key="end" sx={{ whiteSpace: 'nowrap' }}>
                    {status === 'running' ? button('promote', 'Promote') : null}
                    {button('stop', status === 'promoted' ? 'Roll back' : 'Stop')}
                  </Box>
                ) : null,
              ],
            };
          })}
        />
      )}
      {starting ? <TrialDialog prompts={triable} onClose={() => setStarting(false)} /> : null}
    </Panel>
  );
}
