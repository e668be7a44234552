import { z } from 'zod';

/** What came of replaying a recorded execution against the workflows as the worker runs them. */
export const historyReplaySchema = z.object({
  outcome: z.enum(['same', 'different']),
  event_id: z.int().nullable().describe('the event of the history at which the two part, where it can be told'),
  reason: z.string().nullable().describe('in which they part'),
  events: z.int().nonnegative().describe('how many events were replayed'),
});
/** What came of replaying a recorded execution. */
export type HistoryReplay = z.infer<typeof historyReplaySchema>;

/**
 * Replays the history of an execution. Throws REPLAY_HISTORY_GONE where Temporal does not keep it any more, and
 * REPLAY_TOO_COSTLY where it is larger, or took more time or memory, than is allowed.
 */
export type ReplayHistory = (
  execution: { readonly workflow_id: string; readonly run_id: string | null },
  signal: AbortSignal,
) => Promise<HistoryReplay>;
