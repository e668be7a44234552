import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { inWords } from '../../../contracts/in-words.ts';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { formatChange, metricLabel } from '../money/percent.ts';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { useCan } from '../session/useCan.ts';
import { FigureTable } from '../tables/FigureTable.tsx';
import { formatDay } from '../time/describe-time.ts';
import { useReadable } from '../words/ReadableContext.ts';
import { ContextDialog } from './ContextDialog.tsx';
import { createContextActions } from './context-actions.ts';

/** What people entered: events that move numbers by themselves, and experiments that nothing may spoil. */
export function EnteredPanels() {
  const calls = useCalls(createContextActions);
  const queryClient = useQueryClient();
  const mayWrite = useCan('context:write');
  const say = useReadable();
  const [adding, setAdding] = useState<'event' | 'experiment' | null>(null);
  const events = useQuery({ queryKey: ['context', 'events'], queryFn: calls.events });
  const experiments = useQuery({ queryKey: ['context', 'experiments'], queryFn: calls.experiments });
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: ['context'] });
  const remove = useMutation({ mutationFn: calls.removeEvent, onSuccess });
  const end = useMutation({ mutationFn: calls.endExperiment, onSuccess });
  const failed = remove.error ?? end.error;
  const today = new Date().toISOString().slice(0, 10);
  const addButton = (what: 'event' | 'experiment') =>
    mayWrite ? <Button size="small" variant="outlined" onClick={() => setAdding(what)}>{`New ${what}`}</Button> : null;
  if (events.data === undefined || experiments.data === undefined) {
    const error = events.error ?? experiments.error;
    if (error === null) return <LoadingRows label="events and experiments" rows={2} />;
    return <LoadingFailed label="events and experiments" error={error} retry={() => void onSuccess()} />;
  }
  return (
    <Stack spacing={2}>
      {failed === null ? null : <Alert severity="error">{explainError(failed)}</Alert>}
      <Panel title="Calendar events" aside={addButton('event')}>
        {events.data.length === 0 ? (
          <p>No event has been entered. Public holidays are known without being entered.</p>
        ) : (
          <FigureTable
            label="calendar events"
            words={6}
            columns={['Event', 'Kind', 'From', 'To', 'For', 'Usual CPA', '']}
            rows={events.data.map((event) => ({
              key: event.event_id,
              cells: [
                ...[event.name, inWords(event.kind), formatDay(event.starts_on), formatDay(event.ends_on)],
                say(event.campaign_id ?? event.industry ?? 'all campaigns'),
                event.expected_cpa_change_pct === null ? '–' : formatChange(event.expected_cpa_change_pct),
                mayWrite ? (
                  <Button
                    key="remove"
                    {...{ size: 'small', disabled: remove.isPending }}
                    aria-label={`Remove ${event.name}`}
                    onClick={() => remove.mutate(event.event_id)}
                  >
                    Remove
                  </Button>
                ) : null,
              ],
            }))}
          />
        )}
      </Panel>
      <Panel title="Experiments" aside={addButton('experiment')}>
        {experiments.data.length === 0 ? (
          <p>No experiment has been entered. While one runs, the agent changes nothing of its campaign.</p>
        ) : (
          <FigureTable
            label="experiments"
            words={5}
            columns={['Experiment', 'Campaign', 'Measures', 'From', 'To', '']}
            rows={experiments.data.map((experiment) => ({
              key: experiment.experiment_id,
              cells: [
                ...[experiment.name, say(experiment.campaign_id)],
                experiment.metric === null ? '–' : metricLabel(experiment.metric),
                formatDay(experiment.starts_on),
                experiment.ends_on === null ? 'open' : formatDay(experiment.ends_on),
                mayWrite && (experiment.ends_on === null || experiment.ends_on > today) ? (
                  <Button
                    key="end"
                    {...{ size: 'small', disabled: end.isPending }}
                    aria-label={`End ${experiment.name}`}
                    onClick={() => end.mutate(experiment.experiment_id)}
                  >
                    End today
                  </Button>
                ) : null,
              ],
            }))}
          />
        )}
      </Panel>
      {adding === null ? null : <ContextDialog key={adding} what={adding} onClose={() => setAdding(null)} />}
    </Stack>
  );
}
