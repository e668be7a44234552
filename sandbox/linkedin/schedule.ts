import { z } from 'zod';
import { badInput } from './refusals.ts';

const scheduleSchema = z.strictObject({ start: z.int().positive(), end: z.int().positive().optional() });

/**
 * Reads `runSchedule{start,end}` (epoch milliseconds) to ISO instants; without `end` it runs on. Refuses texts and seconds in
 * place of milliseconds, and an end that does not lie after the start.
 */
export function readSchedule(value: unknown, field: string) {
  const parsed = scheduleSchema.safeParse(value);
  if (!parsed.success) throw badInput(field, z.prettifyError(parsed.error));
  const { start, end } = parsed.data;
  const inSeconds = [start, end].some((instant) => instant !== undefined && instant < Date.UTC(2000, 0));
  if (inSeconds) throw badInput(field, 'start and end are milliseconds since 1970');
  if (end !== undefined && end <= start) throw badInput(`${field}/end`, 'must lie after the start');
  return {
    starts_at: new Date(start).toISOString(),
    ends_at: end === undefined ? null : new Date(end).toISOString(),
  };
}
