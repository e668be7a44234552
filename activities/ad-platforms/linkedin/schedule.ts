import type { z } from 'zod';
import type { runScheduleWire } from './schemas.ts';

/** A moment of the wire (milliseconds since 1970) as ISO text; null when there is none. */
export function momentOf(milliseconds: number | null | undefined): string | null {
  return milliseconds === null || milliseconds === undefined ? null : new Date(milliseconds).toISOString();
}

/**
 * The schedule that LinkedIn is to hold: it is written whole, so the other moment is taken over from the present one.
 * An empty value takes the moment away. Null when the value is no moment, or there would be no start: LinkedIn demands one.
 */
export function scheduleWith(
  present: z.infer<typeof runScheduleWire> | null | undefined,
  field: 'starts_at' | 'ends_at',
  value: string,
): { readonly start: number; readonly end?: number } | null {
  const wanted = value === '' ? null : Date.parse(value);
  if (Number.isNaN(wanted)) return null;
  const start = field === 'starts_at' ? wanted : (present?.start ?? null);
  const end = field === 'ends_at' ? wanted : (present?.end ?? null);
  if (start === null) return null;
  return end === null ? { start } : { start, end };
}
