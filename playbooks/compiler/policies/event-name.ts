import { mapType, maybe, plain, textType, type ValueType } from '../../expressions/checking.ts';
import { nearest } from '../nearest.ts';
import type { Report } from '../report.ts';
import { readText } from '../scalars.ts';
import type { SourceNode } from '../source-node.ts';

/** Events that the product itself tells of. Others come in through the API, an agent or a webhook, under any name. */
export const ownEvents = ['metric.anomaly', 'lead.created', 'approval.rejected'] as const;

/** What an event is in a `match`: its data has whatever its sender put there. */
export const eventType: ValueType = mapType({
  name: textType(),
  data: plain('any'),
  entity: maybe(mapType({ type: textType(), id: textType(), name: textType() })),
});

const pattern = /^[a-z][a-z0-9_]*(\.[a-z0-9_-]+)+$/;

/** Reads the name of an event: words with dots between them. One that nearly is one of our own is pointed out. */
export function readEventName(node: SourceNode | undefined, what: string, report: Report): string | null {
  const name = readText(node, what, report);
  if (name === null || node === undefined) return null;
  const own = nearest(name, ownEvents);
  if (!pattern.test(name)) {
    report.add({
      code: 'PLAYBOOK_VALUE_INVALID',
      place: node.place,
      message: `${name} is not the name of an event.`,
      expected: 'words with a dot between them, such as metric.anomaly',
      suggestion: own ?? dotted(name),
    });
    return null;
  }
  if (own !== null && own !== name) {
    report.add({
      code: 'PLAYBOOK_EVENT_UNKNOWN',
      severity: 'warning',
      place: node.place,
      message: `Nothing here tells of ${name}, but of ${own}.`,
      expected: ownEvents.join(', '),
      suggestion: own,
    });
  }
  return name;
}

function dotted(name: string): string | null {
  const plain = name
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9_.-]+/g, '_')
    .replace(/^([a-z]+)[_:/-]/, '$1.');
  return pattern.test(plain) ? plain : null;
}
