import { badParameter } from './envelope.ts';

/** An instant as this platform writes it: `YYYY-MM-DD HH:MM:SS` in UTC. */
export function wallTime(instant: number): string {
  return new Date(instant).toISOString().slice(0, 19).replace('T', ' ');
}

/** Reads `YYYY-MM-DD HH:MM:SS` in UTC; refuses every other form, also the one with a T and an offset. */
export function readWallTime(value: unknown, field: string): number {
  const matches = typeof value === 'string' && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value);
  const instant = matches ? Date.parse(`${value.replace(' ', 'T')}Z`) : Number.NaN;
  if (Number.isFinite(instant) && wallTime(instant) === value) return instant;
  throw badParameter(`${field}: Must have the form YYYY-MM-DD HH:MM:SS (UTC)`);
}
