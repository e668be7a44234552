const isoTimestamp = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads an ISO 8601 time with its offset, such as `2026-01-31T09:00:00Z`, as milliseconds since the epoch; null when it is not one.
 * A day that the month does not have is refused: the runtime would count on into the next month without a word.
 */
export function parseTimestamp(text: string): number | null {
  const day = isoTimestamp.exec(text)?.[1];
  const ms = day === undefined ? Number.NaN : Date.parse(text);
  if (day === undefined || Number.isNaN(ms)) return null;
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day) ? ms : null;
}
