import { keyFromElsewhere } from './keys/elsewhere.ts';
import { type Keys, namesOf } from './keys/index.ts';
import { closest } from './nearest.ts';
import type { Report } from './report.ts';
import { describeNode, type Place, type SourceEntry, type SourceNode } from './source-node.ts';

/** The keys of one map of the language, read strictly: a key nobody knows is reported with what was probably meant. */
export type Fields = {
  readonly place: Place;
  /** The value of a key; undefined when it is not given or was already reported. */
  node(key: string): SourceNode | undefined;
  entry(key: string): SourceEntry | undefined;
};

/** Which keys a map may have: usually a row of `languageMaps`. */
export type FieldRules = {
  /** How messages call the map, such as `The step`. */
  readonly what: string;
  readonly keys: Keys;
  /** What to write for a value that is no map, where that can be said. */
  readonly instead?: (node: SourceNode) => string | null;
};

/** Reads a map. Reports a value that is no map, and unknown keys. */
export function readFields(given: SourceNode, rules: FieldRules, report: Report): Fields | null {
  if (given.kind === 'broken') return null;
  const [only, ...others] = given.kind === 'list' ? given.items : [];
  const dashed = only?.kind === 'map' && others.length === 0;
  const node = dashed ? only : given;
  if (dashed || node.kind !== 'map') {
    const expected = `a map with ${namesOf(rules.keys).slice(0, 6).join(', ')}`;
    const advice = dashed ? 'Leave out the dash: there is one of it, not a list.' : (rules.instead?.(given) ?? null);
    reportType(given, rules.what, expected, report, advice);
    // What is wrong behind the dash is found in the same pass.
    if (node.kind !== 'map') return null;
  }
  const unknown = node.entries.filter((entry) => !Object.hasOwn(rules.keys, entry.key));
  for (const entry of unknown) reportUnknownKey(entry, rules, report);
  // A misspelt key is read as the one that was meant, so that what is wrong behind it is found in the same pass.
  // One that another tool has may look like a third: `cron` is the `schedule` of others, and no misspelt `on`.
  const allowed = namesOf(rules.keys);
  const meant = new Map(
    unknown.map((entry) => [keyFromElsewhere(entry.key, allowed) ?? closest(entry.key, allowed), entry]),
  );
  const find = (key: string): SourceEntry | undefined =>
    node.entries.find((entry) => entry.key === key) ?? meant.get(key);
  return {
    place: node.place,
    entry: find,
    node: (key) => {
      const value = find(key)?.value;
      return value?.kind === 'broken' ? undefined : value;
    },
  };
}

/** Reports a key that the map does not have, with the one that was misspelt, or that does the same in other tools. */
export function reportUnknownKey(entry: SourceEntry, rules: FieldRules, report: Report): void {
  const allowed = namesOf(rules.keys);
  report.add({
    code: 'PLAYBOOK_KEY_UNKNOWN',
    place: entry.keyPlace,
    message: `${rules.what} has no key \`${entry.key}\`.`,
    expected: allowed.join(', '),
    suggestion: keyFromElsewhere(entry.key, allowed) ?? closest(entry.key, allowed),
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

/** Reports a list without an item where that would say nothing at all. */
export function reportEmpty(node: SourceNode | undefined, what: string, expected: string, report: Report): void {
  if (node?.kind !== 'list' || node.items.length > 0) return;
  report.add({ code: 'PLAYBOOK_VALUE_INVALID', place: node.place, message: `${what} is empty.`, expected });
}

/** Reports a key that must be there; the place is that of the map’s first line. */
export function reportMissing(
  place: Place,
  what: string,
  key: string,
  expected: string,
  report: Report,
  suggestion: string | null = null,
): void {
  // Where YAML could not be read, a key may be missing only because of that.
  if (report.has('PLAYBOOK_YAML_SYNTAX') || report.has('PLAYBOOK_YAML_TAB')) return;
  report.add({
    code: 'PLAYBOOK_KEY_MISSING',
    place: { start: place.start, end: place.start + 1 },
    message: `${what} has no \`${key}\`.`,
    expected,
    suggestion: suggestion ?? `${key}: …`,
  });
}
