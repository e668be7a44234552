import type { ActionDefinition } from '../../contracts/action.ts';
import type { JsonValue } from '../../contracts/canonical-json.ts';
import { nearest } from '../compiler/nearest.ts';
import type { Report } from '../compiler/report.ts';
import type { SourceNode } from '../compiler/source-node.ts';
import { isObject } from './example-value.ts';
import { nodeAt } from './json-of-node.ts';

/**
 * Holds what a mock gives to the output that its action declares, as the worker does with a real answer. A wrong shape and
 * a key that the action does not give are both errors at their line: a mock that lies makes every test behind it worthless.
 * Gives the value as steps will see it.
 */
export function checkMocked(
  value: JsonValue,
  node: SourceNode,
  definition: ActionDefinition,
  report: Report,
): JsonValue {
  const parsed = definition.output.safeParse(value);
  const id = `${definition.agent}.${definition.action}`;
  if (!parsed.success) {
    for (const issue of parsed.error.issues.slice(0, 10)) {
      const at = nodeAt(node, issue.path);
      const where = issue.path.length === 0 ? '' : `${issue.path.map(String).join('.')}: `;
      report.add({
        code: 'PLAYBOOK_TEST_MOCK_INVALID',
        place: at.place,
        message: `${id} does not give this: ${where}${issue.message}.`,
        expected: `what \`mbi action describe ${id}\` shows as its output`,
      });
    }
    return value;
  }
  const seen: JsonValue = JSON.parse(JSON.stringify(parsed.data ?? null));
  for (const path of lostKeys(value, seen, [])) {
    const at = nodeAt(node, path);
    const key = path.at(-1) ?? '';
    const parent = pathOf(seen, path.slice(0, -1));
    report.add({
      code: 'PLAYBOOK_TEST_MOCK_INVALID',
      place: at.place,
      message: `${id} gives no \`${path.join('.')}\`; no step would ever see it.`,
      expected: isObject(parent) ? Object.keys(parent).join(', ') : null,
      suggestion: isObject(parent) ? nearest(key, Object.keys(parent)) : null,
    });
  }
  return seen;
}

function lostKeys(given: JsonValue, seen: JsonValue, path: readonly string[]): string[][] {
  if (Array.isArray(given) && Array.isArray(seen)) {
    return given.flatMap((item: JsonValue, index) => lostKeys(item, seen[index] ?? null, [...path, String(index)]));
  }
  if (!isObject(given) || !isObject(seen)) return [];
  return Object.entries(given).flatMap(([key, value]) => {
    const kept = seen[key];
    return kept === undefined ? [[...path, key]] : lostKeys(value, kept, [...path, key]);
  });
}

function pathOf(value: JsonValue, path: readonly string[]): JsonValue {
  let at = value;
  for (const part of path) {
    if (Array.isArray(at)) at = at[Number(part)] ?? null;
    else at = isObject(at) ? (at[part] ?? null) : null;
  }
  return at;
}
