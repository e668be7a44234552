import type { EventTrigger } from '../../../contracts/plan/index.ts';
import type { CompileContext } from '../compile-context.ts';
import { readCondition } from '../expressions/compile-expression.ts';
import { constantOf } from '../expressions/constant.ts';
import { type Fields, readFields, reportMissing } from '../fields.ts';
import { languageMaps } from '../keys/index.ts';
import { readIdentifier } from '../scalars.ts';
import type { Place, SourceNode } from '../source-node.ts';
import { eventType, readEventName } from './event-name.ts';

/** A trigger with its place in the file. */
export type PlacedTrigger = { readonly trigger: EventTrigger; readonly place: Place };

/** Reads `on`: an event name, an item, or a list of them. `webhook: x` is the event `webhook.x`. `match` sees the event alone. */
export function readEventTriggers(node: SourceNode, context: CompileContext): PlacedTrigger[] {
  if (node.kind === 'broken') return [];
  if (node.kind === 'list') {
    if (node.items.length === 0) {
      context.report.add({
        code: 'PLAYBOOK_VALUE_INVALID',
        place: node.place,
        message: '`on` names no event.',
        expected: 'at least one event',
        suggestion: 'on: [{ event: metric.anomaly }]',
      });
    }
    return node.items.flatMap((item) => readEventTriggers(item, context));
  }
  const line = context.report.lineAt(node.place.start);
  if (node.kind === 'scalar') {
    const event = readEventName(node, '`on`', context.report);
    return event === null ? [] : [{ trigger: { event, match: null, line }, place: node.place }];
  }
  const fields = readFields(node, languageMaps.event_trigger, context.report);
  const event = fields === null ? null : readName(fields, context);
  const matchNode = fields?.node('match');
  const names = { event: eventType };
  const match =
    matchNode === undefined ? null : readCondition(matchNode, '`match`', { names, guarded: new Set() }, context);
  if (match !== null && matchNode !== undefined && typeof constantOf(match.expression.source) === 'boolean') {
    context.report.add({
      code: 'PLAYBOOK_CONDITION_CONSTANT',
      place: matchNode.place,
      message: `\`match\` is always ${constantOf(match.expression.source)}, so it decides nothing.`,
      expected: 'a condition on event.*',
      suggestion: 'Leave `match` out to take every event of this name.',
    });
  }
  const place = (fields?.entry('event') ?? fields?.entry('webhook'))?.value.place ?? node.place;
  return event === null ? [] : [{ trigger: { event, match: match?.expression ?? null, line }, place }];
}

function readName(fields: Fields, { report }: CompileContext): string | null {
  const webhook = fields.entry('webhook');
  if (fields.entry('event') !== undefined && webhook !== undefined) {
    report.add({
      code: 'PLAYBOOK_VALUE_INVALID',
      place: webhook.keyPlace,
      message: 'An item of `on` has both `event` and `webhook`.',
      expected: 'one of them',
      suggestion: 'Write two items.',
    });
    return null;
  }
  if (webhook !== undefined) {
    const name = readIdentifier(fields.node('webhook'), '`webhook`', report);
    return name === null ? null : `webhook.${name}`;
  }
  if (fields.entry('event') === undefined)
    reportMissing(fields.place, 'An item of `on`', 'event', '`event` or `webhook`', report);
  return readEventName(fields.node('event'), '`event`', report);
}
