/**
 * A moment from the wire as ISO UTC. Graph writes `+0000` without the colon that ISO 8601 wants; numbers are seconds.
 * Null for what is missing, 0 or not readable.
 */
export function momentFromWire(time: string | number | null | undefined): string | null {
  if (time === null || time === undefined || Number(time) === 0) return null;
  const moment =
    typeof time === 'number' ? new Date(time * 1000) : new Date(time.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

/** A moment as Meta reads it, to the second: `2026-12-01T10:00:00+0000`. Null for a text that is no moment. */
export function wireFromMoment(moment: string): string | null {
  const parsed = new Date(moment);
  return Number.isNaN(parsed.getTime()) ? null : `${parsed.toISOString().slice(0, 19)}+0000`;
}
