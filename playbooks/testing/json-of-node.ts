import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import { type Fields, reportType } from '../compiler/fields.ts';
import type { Report } from '../compiler/report.ts';
import { readBoolean } from '../compiler/scalars.ts';
import type { SourceNode } from '../compiler/source-node.ts';

/** The plain value of a node; null where it is broken, which has been reported. */
export function jsonOfNode(node: SourceNode): JsonValue {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(jsonOfNode);
  if (node.kind === 'broken') return null;
  return Object.fromEntries(node.entries.map((entry) => [entry.key, jsonOfNode(entry.value)]));
}

/** A map as a plain object; `{}` when there is none. Reports anything but a map. */
export function readObject(node: SourceNode | undefined, what: string, report: Report): JsonObject {
  if (node === undefined) return {};
  if (node.kind === 'map') return Object.fromEntries(node.entries.map(({ key, value }) => [key, jsonOfNode(value)]));
  reportType(node, what, 'a map', report);
  return {};
}

/** The items of a list; none when there is no list. Reports anything but a list. */
export function readItems(node: SourceNode | undefined, what: string, report: Report): readonly SourceNode[] {
  if (node === undefined) return [];
  if (node.kind === 'list') return node.items;
  reportType(node, what, 'a list', report);
  return [];
}

/** The node at a path of keys and indices, or the nearest one above it. */
export function nodeAt(node: SourceNode, path: readonly PropertyKey[]): SourceNode {
  let at = node;
  for (const part of path) {
    const inner =
      at.kind === 'map'
        ? at.entries.find((entry) => entry.key === String(part))?.value
        : at.kind === 'list'
          ? at.items[Number(part)]
          : undefined;
    if (inner === undefined) return at;
    at = inner;
  }
  return at;
}

/** A key that says something by being there: whatever else than true stands behind it is reported. */
export function onlyTrue(fields: Fields, key: string, report: Report): void {
  const node = fields.node(key);
  if (node === undefined || readBoolean(node, `\`${key}\``, report) !== false) return;
  report.add({
    code: 'PLAYBOOK_VALUE_INVALID',
    place: node.place,
    message: `\`${key}\` may not be false.`,
    expected: 'true, or no such key',
    suggestion: `Remove \`${key}\`.`,
  });
}
