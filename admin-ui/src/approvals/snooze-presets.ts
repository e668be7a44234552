const hour = 3_600_000;

/** A moment that people often put a decision off to. */
export type SnoozePreset = { readonly label: string; readonly at_ms: number };

/** The usual moments, in the time zone of the browser; the mornings are at nine. */
export function snoozePresets(now_ms: number): SnoozePreset[] {
  return [
    { label: 'In an hour', at_ms: now_ms + hour },
    { label: 'In four hours', at_ms: now_ms + 4 * hour },
    { label: 'Tomorrow at 9:00', at_ms: morning(now_ms, 1) },
    { label: 'Monday at 9:00', at_ms: morning(now_ms, daysToMonday(now_ms)) },
  ];
}

/** Nine o’clock so many days from a moment, by the wall clock, whatever the clocks do in between. */
function morning(now_ms: number, days: number): number {
  const at = new Date(now_ms);
  at.setDate(at.getDate() + days);
  at.setHours(9, 0, 0, 0);
  return at.getTime();
}

function daysToMonday(now_ms: number): number {
  return (8 - new Date(now_ms).getDay()) % 7 || 7;
}

/** A local date and time as a field gives it (`2026-11-21T09:00`) as ISO text; null when it is none or has passed. */
export function momentOf(local: string, now_ms: number): string | null {
  const at_ms = Date.parse(local);
  return Number.isNaN(at_ms) || at_ms <= now_ms ? null : new Date(at_ms).toISOString();
}
