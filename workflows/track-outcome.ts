import { proxyActivities, setCurrentDetails, sleep } from '@temporalio/workflow';
import type { ActionAnswer, ActionCall } from '../contracts/activity-envelope.ts';
import type { TrackOutcomeInput } from './messages.ts';

const { 'CampaignHealthAgent.measure_outcome': measureOutcome } = proxyActivities<{
  'CampaignHealthAgent.measure_outcome': (call: ActionCall) => Promise<ActionAnswer>;
}>({
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '10 seconds',
  // Numbers may arrive late from a platform, so it is tried again for about a day before it is left to people.
  retry: { initialInterval: '5 seconds', backoffCoefficient: 4, maximumInterval: '2 hours', maximumAttempts: 18 },
});

/** Sleeps until the outcome of a change can be judged, then has it measured: one timer, one activity. */
export async function track_outcome(input: TrackOutcomeInput): Promise<ActionAnswer> {
  const { outcome_id, measure_at_ms, ...origin } = input;
  const left_ms = measure_at_ms - Date.now();
  setCurrentDetails(`The outcome is measured at ${new Date(measure_at_ms).toISOString()}.`);
  if (left_ms > 0) await sleep(left_ms, { summary: 'until the outcome can be measured' });
  return measureOutcome({
    phase: 'run',
    origin: {
      ...origin,
      step_id: 'track_outcome',
      iteration: '',
      idempotency_key: `${origin.execution_id}/track_outcome/${outcome_id}`,
    },
    params: { outcome_id },
  });
}
