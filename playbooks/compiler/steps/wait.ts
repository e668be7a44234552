import type { WaitStep } from '../../../contracts/plan/index.ts';
import { maybe } from '../../expressions/checking.ts';
import { type Fields, readFields } from '../fields.ts';
import { define } from '../flow.ts';
import { languageMaps, stepMaps } from '../keys/index.ts';
import { defaultCalendar, readCalendar } from '../policies/calendar.ts';
import { eventType } from '../policies/event-name.ts';
import { readDuration, readIdentifier } from '../scalars.ts';
import type { SourceNode } from '../source-node.ts';
import type { StepKindRow, StepSource } from './step-kind.ts';
import { readEventWait } from './wait-for-event.ts';
import { readUntil } from './wait-until.ts';

type Wait = WaitStep['wait'];

const { keys } = languageMaps.wait;
const ways = ['for', 'until', 'event'] as const;

/** `wait`: a durable pause for a time, for business days, until a moment, or for an event. `wait: 3d` is short for `wait: {for: 3d}`. */
export const waitKind: StepKindRow = {
  ...stepMaps.wait,
  compile: (source) => {
    const { base, fields, context, inside, place } = source;
    const node = fields.node('wait');
    const wait = node === undefined ? null : readWait(node, source);
    const output = readIdentifier(fields.node('output'), '`output`', context.report);
    const at = fields.entry('output');
    if (at !== undefined && wait !== null && wait.kind !== 'event') {
      context.report.add({
        code: 'PLAYBOOK_VALUE_INVALID',
        place: at.keyPlace,
        message: 'This wait gives nothing that could be named.',
        expected: '`output` beside `wait: { event: … }` only',
        suggestion: 'Remove `output`.',
      });
    }
    const given = wait?.kind === 'event' && wait.on_timeout === 'continue' ? maybe(eventType) : eventType;
    const named = output === null ? inside : define(inside, output, given, at?.value.place ?? place, context);
    const after = { scope: { ...named, rested: true }, ended: false };
    if (wait === null) return { step: null, after };
    return { step: { ...base, kind: 'wait', wait, ...(output === null ? {} : { output }) }, after };
  },
};

function readWait(node: SourceNode, source: StepSource): Wait | null {
  const { report } = source.context;
  if (node.kind === 'scalar') return readLength(node, '`wait`', null, source);
  const fields = readFields(node, languageMaps.wait, report);
  if (fields === null) return null;
  const given = ways.filter((way) => fields.entry(way) !== undefined);
  const [way, second] = given;
  if (way === undefined || second !== undefined) {
    report.add({
      code: way === undefined ? 'PLAYBOOK_KEY_MISSING' : 'PLAYBOOK_VALUE_INVALID',
      place: fields.entry(second ?? '')?.keyPlace ?? { start: fields.place.start, end: fields.place.start + 1 },
      message: way === undefined ? '`wait` does not say for what.' : `\`wait\` has both \`${way}\` and \`${second}\`.`,
      expected: 'one of `for`, `until` and `event`',
      suggestion: way === undefined ? 'for: 3d' : `Write two steps, or remove \`${second}\`.`,
    });
    return null;
  }
  reportOutOfPlace(fields, way, source);
  if (way === 'event') return readEventWait(fields, source);
  const calendarNode = fields.node('calendar');
  const calendar = calendarNode === undefined ? null : readCalendar(calendarNode, report);
  const value = fields.node(way);
  if (value === undefined) return null;
  if (way === 'for') return readLength(value, '`for`', calendar, source);
  const until = readUntil(value, source);
  return until === null ? null : { kind: 'until', until, ...(calendar === null ? {} : { calendar }) };
}

/** `3d`, or `2 business days` for days of the calendar. */
function readLength(
  node: SourceNode,
  what: string,
  calendar: typeof defaultCalendar | null,
  source: StepSource,
): Wait | null {
  const { report } = source.context;
  const text = node.kind === 'scalar' && typeof node.value === 'string' ? node.value.trim() : '';
  const days = /^(\d+)\s*(?:bd|business[\s_-]*days?)$/i.exec(text)?.[1];
  if (days === undefined) {
    const seconds = readDuration(node, what, keys.for.value.of[0], report);
    return seconds === null ? null : { kind: 'for', seconds, ...(calendar === null ? {} : { calendar }) };
  }
  if (Number(days) >= 1 && Number(days) <= 250)
    return { kind: 'business_days', days: Number(days), calendar: calendar ?? defaultCalendar };
  report.add({
    code: 'PLAYBOOK_DURATION_INVALID',
    place: node.place,
    message: `${what} is too ${Number(days) < 1 ? 'short' : 'long'}.`,
    expected: 'from 1 to 250 business days',
    suggestion: Number(days) < 1 ? '1 business day' : '250 business days',
  });
  return null;
}

/** Keys that say something about another way of waiting would be ignored, so they are refused. */
function reportOutOfPlace(fields: Fields, way: (typeof ways)[number], { context }: StepSource): void {
  const wrong = way === 'event' ? ['calendar'] : ['match', 'timeout', 'on_timeout'];
  for (const key of wrong) {
    const entry = fields.entry(key);
    if (entry === undefined) continue;
    context.report.add({
      code: 'PLAYBOOK_VALUE_INVALID',
      place: entry.keyPlace,
      message: `\`${key}\` says nothing about \`wait: { ${way}: … }\`.`,
      expected: way === 'event' ? 'event, match, timeout, on_timeout' : `${way}, calendar`,
      suggestion: `Remove \`${key}\`.`,
    });
  }
}
