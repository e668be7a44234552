import { nearest } from './nearest.ts';
import type { Report } from './report.ts';
import { describeNode, type Place, type SourceEntry, type SourceNode } from './source-node.ts';

/** The keys of one map of the language, read strictly: a key nobody knows is reported with what was probably meant. */
export type Fields = {
  readonly place: Place;
  /** The value of a key; undefined when it is not given or was already reported. */
  node(key: string): SourceNode | undefined;
  entry(key: string): SourceEntry | undefined;
};

/** Which keys a map may have, and which are planned but not part of this version. */
export type FieldRules = {
  /** How messages call the map, such as `a step`. */
  readonly what: string;
  readonly allowed: readonly string[];
  readonly notYet?: Readonly<Record<string, string>>;
};

/** Reads a map. Reports a value that is no map, unknown keys, and keys of a later version. */
export function readFields(node: SourceNode, rules: FieldRules, report: Report): Fields | null {
  if (node.kind === 'broken') return null;
  if (node.kind !== 'map') {
    const expected = `a map with ${rules.allowed.slice(0, 6).join(', ')}`;
    reportType(node, rules.what, expected, report);
    return null;
  }
  for (const entry of node.entries) {
    if (rules.allowed.includes(entry.key)) continue;
    const later =
      rules.notYet !== undefined && Object.hasOwn(rules.notYet, entry.key) ? rules.notYet[entry.key] : undefined;
    if (later !== undefined) {
      report.add({
        code: 'PLAYBOOK_NOT_AVAILABLE',
        place: entry.keyPlace,
        message: `\`${entry.key}\` is part of the language, but not available in this version.`,
        expected: rules.allowed.join(', '),
        suggestion: later,
      });
      continue;
    }
    reportUnknownKey(entry, rules, report);
  }
  const find = (key: string): SourceEntry | undefined => node.entries.find((entry) => entry.key === key);
  return {
    place: node.place,
    entry: find,
    node: (key) => {
      const value = find(key)?.value;
      return value?.kind === 'broken' ? undefined : value;
    },
  };
}

function reportUnknownKey(entry: SourceEntry, rules: FieldRules, report: Report): void {
  report.add({
    code: 'PLAYBOOK_KEY_UNKNOWN',
    place: entry.keyPlace,
    message: `${rules.what} has no key \`${entry.key}\`.`,
    expected: rules.allowed.join(', '),
    suggestion: nearest(entry.key, rules.allowed),
  });
}

/** Reports a value of the wrong kind. */
export function reportType(
  node: SourceNode,
  what: string,
  expected: string,
  report: Report,
  suggestion: string | null = null,
): void {
  if (node.kind === 'broken') return;
  report.add({
    code: 'PLAYBOOK_TYPE_MISMATCH',
    place: node.place,
    message: `${what} is ${describeNode(node)}.`,
    expected,
    suggestion,
  });
}

/** Reports a key that must be there; the place is that of the map’s first line. */
export function reportMissing(place: Place, what: string, key: string, expected: string, report: Report): void {
  // Where YAML could not be read, a key may be missing only because of that.
  if (report.has('PLAYBOOK_YAML_SYNTAX') || report.has('PLAYBOOK_YAML_TAB')) return;
  report.add({
    code: 'PLAYBOOK_KEY_MISSING',
    place: { start: place.start, end: place.start + 1 },
    message: `${what} has no \`${key}\`.`,
    expected,
    suggestion: `${key}: …`,
  });
}
