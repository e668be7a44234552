import type { WaitStep } from '../../../contracts/plan/index.ts';
import { readCondition } from '../expressions/compile-expression.ts';
import { type Fields, reportMissing } from '../fields.ts';
import { withName } from '../flow.ts';
import { languageMaps } from '../keys/index.ts';
import { eventType, readEventName } from '../policies/event-name.ts';
import { readChoice, readDuration } from '../scalars.ts';
import type { StepSource } from './step-kind.ts';

const { keys } = languageMaps.wait;

/** `wait: {event, match, timeout, on_timeout}`. It must say how long it waits: an event may never come. */
export function readEventWait(fields: Fields, { context, inside }: StepSource): WaitStep['wait'] | null {
  const { report } = context;
  const event = readEventName(fields.node('event'), '`event`', report);
  const matchNode = fields.node('match');
  const seen = withName(inside, 'event', eventType);
  const match = matchNode === undefined ? null : readCondition(matchNode, '`match`', seen, context);
  if (fields.entry('timeout') === undefined)
    reportMissing(fields.place, '`wait` for an event', 'timeout', 'how long to wait at most, such as 2d', report);
  const timeout = readDuration(fields.node('timeout'), '`timeout`', keys.timeout.value, report);
  const onTimeout = readChoice(fields.node('on_timeout'), '`on_timeout`', keys.on_timeout.value.of, report);
  if (event === null || timeout === null) return null;
  return {
    kind: 'event',
    event,
    match: match?.expression ?? null,
    timeout_seconds: timeout,
    on_timeout: onTimeout ?? keys.on_timeout.default,
  };
}
