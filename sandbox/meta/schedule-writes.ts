import type { Check } from './amounts.ts';
import { type Parameters, textOf } from './parameters.ts';
import { invalidParameter } from './reply.ts';
import { readWireTime } from './wire-time.ts';

function refuse(name: string, error_user_msg: string): Error {
  const parts = { error_user_title: 'Schedule cannot be used', error_user_msg, blame_fields: [name] };
  return invalidParameter('Invalid parameter', parts);
}

function instant(parameters: Parameters, name: string): number {
  const text = textOf(parameters, name);
  const read = text === undefined ? null : readWireTime(text);
  if (read === null) throw refuse(name, `${name} must be a date with its offset, or unix seconds.`);
  return read;
}

const heldInstant = (value: unknown) => (typeof value === 'string' && value !== '' ? Date.parse(value) : null);

/** `start_time`: before the end, which may be set in the same call. */
export const startTime: Check = (parameters, name, entity, view) => {
  const start = instant(parameters, name);
  const end = 'end_time' in parameters ? instant(parameters, 'end_time') : heldInstant(view.value(entity, 'ends_at'));
  if (end !== null && end !== 0 && start >= end) throw refuse(name, 'The start must lie before the end.');
  return { starts_at: new Date(start).toISOString() };
};

/** `end_time`: after now and after the start; `0` runs on without an end, which a lifetime budget does not allow. */
export const endTime: Check = (parameters, name, entity, view) => {
  const end = instant(parameters, name);
  if (end === 0) {
    const lifetime = [entity, view.parent(entity)].some((each) => each && view.value(each, 'lifetime_budget') !== null);
    if (lifetime) throw refuse(name, 'A lifetime budget needs an end.');
    return { ends_at: null };
  }
  const start =
    'start_time' in parameters ? instant(parameters, 'start_time') : heldInstant(view.value(entity, 'starts_at'));
  if (end <= view.at || (start !== null && end <= start))
    throw refuse(name, 'The end must lie after now and the start.');
  return { ends_at: new Date(end).toISOString() };
};
