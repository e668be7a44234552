import type { TemporalGateway } from '../../api/temporal/gateway.ts';
import type { ExecutionInput } from '../../contracts/execution.ts';

/** Temporal as seen from the door: it keeps what was started and signalled, refuses what it is told to, and starts an id only once. */
export function recordingTemporal() {
  const started = new Map<string, ExecutionInput>();
  const cancelled: string[] = [];
  const signals: { workflow_id: string; name: string; payload: unknown }[] = [];
  let failures = 0;
  const gateway: TemporalGateway = {
    async start(input) {
      if (failures > 0) {
        failures -= 1;
        throw new Error('connection refused');
      }
      if (started.has(input.execution_id)) return 'already_started';
      started.set(input.execution_id, input);
      return 'started';
    },
    signal: async (workflow_id, name, payload) => {
      signals.push({ workflow_id, name, payload });
      return 'sent';
    },
    track: async () => 'started',
    deliver: async () => 'started',
    cancel: async (workflow_id) => void cancelled.push(workflow_id),
    query: async () => [],
    health: async () => ({ reachable: true, pollers: 1 }),
    close: async () => undefined,
  };
  const failNext = (count: number): void => {
    failures = count;
  };
  return { gateway, started, cancelled, signals, failNext };
}
