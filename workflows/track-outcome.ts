import { proxyActivities, setCurrentDetails, sleep } from '@temporalio/workflow';
import type { ActionAnswer, ActionCall } from '../contracts/activity-envelope.ts';
import type { TrackOutcomeInput } from './messages.ts';

const { 'CampaignHealthAgent.measure_outcome': measureOutcome } = proxyActivities<{
  'CampaignHealthAgent.measure_outcome': (call: ActionCall) => Promise<ActionAnswer>;
}>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '10 seconds',
  // Numbers may arrive late from a platform, so it is tried again for about a day before it is left to people.
  retry: { initialInterval: '5 seconds', backoffCoefficient: 4, maximumInterval: '2 hours', maximumAttempts: 18 },
});

/** Looks at most so often: once when the window is over, and again when the platform has counted every conversion. */
const mostLooks = 5;

/**
 * Sleeps until the window of a change is over and has it looked at; when the figures still fill up it sleeps until they are
 * complete and has it measured then. Each look is one timer and one activity, so it survives whatever happens meanwhile.
 */
export async function track_outcome(input: TrackOutcomeInput): Promise<ActionAnswer> {
  const { outcome_id, measure_at_ms, ...origin } = input;
  let at_ms = measure_at_ms;
  for (let look = 0; ; look += 1) {
    const left_ms = at_ms - Date.now();
    setCurrentDetails(`The outcome is ${look === 0 ? 'looked at' : 'measured'} at ${new Date(at_ms).toISOString()}.`);
    if (left_ms > 0) await sleep(left_ms, { summary: 'until the outcome can be measured' });
    const answer = await measureOutcome({
      phase: 'run',
      origin: {
        ...origin,
        step_id: 'track_outcome',
        iteration: look === 0 ? '' : String(look),
        idempotency_key: `${origin.execution_id}/track_outcome/${outcome_id}${look === 0 ? '' : `/${look}`}`,
      },
      params: { outcome_id },
    });
    const again_ms = againAt(answer);
    if (again_ms === null || look + 1 === mostLooks) return answer;
    at_ms = again_ms;
  }
}

/** When the measurement wants to be asked again; null when it is done. */
function againAt({ output }: ActionAnswer): number | null {
  if (typeof output !== 'object' || output === null || !('again_at' in output)) return null;
  const at_ms = typeof output.again_at === 'string' ? Date.parse(output.again_at) : Number.NaN;
  return Number.isFinite(at_ms) ? at_ms : null;
}
