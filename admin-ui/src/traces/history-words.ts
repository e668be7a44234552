import type { HistoryReplay } from '../../../contracts/history-replay.ts';

/** What came of replaying a history, in a sentence. */
export function historySentence({ outcome, event_id, reason, events }: HistoryReplay): string {
  if (outcome === 'same') return `The code of today does the same in all ${events} events.`;
  const place = event_id === null ? `in its ${events} events` : `at event ${event_id} of ${events}`;
  return `The code of today does something else ${place}${reason === null ? '.' : `: ${reason}`}`;
}
