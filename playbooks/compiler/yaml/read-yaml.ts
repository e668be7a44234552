import { Composer, type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, Parser } from 'yaml';
import { playbookErrors } from '../../../contracts/errors/playbook.ts';
import type { Report } from '../report.ts';
import type { Place, SourceEntry, SourceNode } from '../source-node.ts';
import { fileLimits, measure } from './measure.ts';
import { reportUnquoted, reportYamlErrors } from './problems.ts';

/**
 * Reads YAML 1.2 (core schema) into plain nodes with places. Everything that YAML allows and the language does not
 * (tags, directives, several documents, keys that are not text, unquoted templates) is reported. Null when nothing can be read.
 */
export function readYaml(source: string, report: Report): SourceNode | null {
  const lexemes = measure(source, report);
  if (lexemes === null) return null;
  const document = parseOne(source, lexemes, report);
  if (document === null) return null;
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    report.add({
      code: 'PLAYBOOK_EMPTY',
      place: { start: 0, end: 0 },
      message: 'The file has no playbook in it.',
      expected: 'a map that starts with `id:`',
    });
    return null;
  }
  const reader = createReader(document, source, report);
  return reader(document.contents, 0);
}

const yamlOptions = {
  version: '1.2',
  schema: 'core',
  merge: false,
  strict: true,
  // The parser compares every key with every other one; the reader below takes a set.
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** The parser makes an error for each mistake; ten thousand of them would each note a stack that nobody reads. */
function withoutStacks<T>(act: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return act();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** What the parser makes of the lexemes that were measured already. */
function* tokensOf(lexemes: readonly string[]) {
  const parser = new Parser();
  for (const lexeme of lexemes) yield* parser.next(lexeme);
  yield* parser.end();
}

function parseOne(source: string, lexemes: readonly string[], report: Report): Document.Parsed | null {
  try {
    const [first, second] = withoutStacks(() => [...new Composer(yamlOptions).compose(tokensOf(lexemes))]);
    if (first === undefined) {
      report.add({
        code: 'PLAYBOOK_EMPTY',
        place: { start: 0, end: 0 },
        message: 'The file is empty.',
        expected: 'a map that starts with `id:`',
      });
      return null;
    }
    reportYamlErrors(first, source, report);
    if (second !== undefined) {
      const [start] = second.range;
      report.add({
        code: 'PLAYBOOK_YAML_DOCUMENTS',
        place: { start, end: start + 3 },
        message: 'A file holds one playbook; this starts another document.',
        expected: 'one document',
      });
    }
    if (/^%/m.test(source.slice(0, first.range[0] + 1)) && source.startsWith('%')) {
      report.add({
        code: 'PLAYBOOK_YAML_TAG',
        place: { start: 0, end: source.indexOf('\n') },
        message: 'YAML directives are not part of the playbook language.',
      });
    }
    return first;
  } catch (error) {
    const deep = error instanceof RangeError;
    report.add({
      code: deep ? 'PLAYBOOK_YAML_LIMIT' : 'PLAYBOOK_YAML_SYNTAX',
      place: { start: 0, end: 0 },
      message: deep ? 'The YAML is nested too deeply.' : 'The YAML cannot be read.',
      expected: deep ? `at most ${fileLimits.depth} levels` : null,
    });
    return null;
  }
}

function createReader(
  document: Document.Parsed,
  source: string,
  report: Report,
): (node: Node, depth: number) => SourceNode {
  let nodes = 0;
  let told = false;
  const placeOf = (node: Node): Place => ({ start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 });

  const tangled = (place: Place, message: string): SourceNode => {
    // What follows is over the limit too; said a hundred times it would bury every other finding.
    if (!told) {
      report.add({
        code: 'PLAYBOOK_YAML_LIMIT',
        place,
        message,
        expected: `at most ${fileLimits.depth} levels and ${fileLimits.nodes} values`,
      });
    }
    told = true;
    return { kind: 'broken', place };
  };

  const read = (node: Node, depth: number): SourceNode => {
    const place = placeOf(node);
    nodes += 1;
    if (!isAlias(node) && node.tag !== undefined) return tagged(node.tag, place);
    if (depth > fileLimits.depth) return tangled(place, 'The YAML is nested too deeply.');
    if (nodes > fileLimits.nodes) return tangled(place, 'The YAML has too many values.');
    if (isAlias(node)) {
      const target = node.resolve(document);
      if (target === undefined) return unknownAlias(node.source, place);
      return read(target, depth + 1);
    }
    if (isMap(node)) return readMap(node.items, place, depth);
    if (isSeq(node)) {
      const items = node.items.map((item) => (isNode(item) ? read(item, depth + 1) : emptyAt(place)));
      return { kind: 'list', items, place };
    }
    if (isScalar(node)) {
      const raw = source.slice(place.start, place.end);
      const value = node.value;
      const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
      const fits = value === null || typeof value === 'string' || typeof value === 'boolean';
      if (fits || (typeof value === 'number' && Number.isFinite(value)))
        return { kind: 'scalar', value, raw, quoted, place };
      report.add({
        code: 'PLAYBOOK_VALUE_INVALID',
        place,
        message: `${raw} is not a usable number.`,
        expected: 'a finite number',
      });
    }
    return { kind: 'broken', place };
  };

  /** The parser tells of tags that it does not know; those of YAML itself, such as !!str, it obeys without a word. */
  const tagged = (tag: string, place: Place): SourceNode => {
    if (tag.startsWith('tag:yaml.org,2002:')) {
      report.add({
        code: 'PLAYBOOK_YAML_TAG',
        place,
        message: 'Tags such as !!str are not part of the playbook language.',
        suggestion: playbookErrors.PLAYBOOK_YAML_TAG.fix,
      });
    }
    return { kind: 'broken', place };
  };

  const unknownAlias = (name: string, place: Place): SourceNode => {
    report.add({
      code: 'PLAYBOOK_YAML_SYNTAX',
      place,
      message: `The alias *${name} points to no anchor before it.`,
      suggestion: `Put &${name} before the value, or write the text in quotes.`,
    });
    return { kind: 'broken', place };
  };

  const readMap = (pairs: readonly Pair[], place: Place, depth: number): SourceNode => {
    const [first] = pairs;
    if (first !== undefined && isMap(first.key) && /^\{\s?\{/.test(source.slice(place.start, place.start + 3))) {
      reportUnquoted(place.start, source.slice(place.start, place.end), report);
      return { kind: 'broken', place };
    }
    const entries: SourceEntry[] = [];
    const taken = new Set<string>();
    for (const { key, value } of pairs) {
      if (!isScalar(key) || (typeof key.value !== 'string' && key.value === null)) {
        const at = isNode(key) ? placeOf(key) : place;
        report.add({
          code: 'PLAYBOOK_YAML_SYNTAX',
          place: at,
          message: 'A key must be a plain text.',
          expected: 'a key such as `name:`',
        });
        continue;
      }
      const keyPlace = placeOf(key);
      if (key.value === '<<') {
        report.add({
          code: 'PLAYBOOK_YAML_TAG',
          place: keyPlace,
          message: 'Merge keys (<<) are not part of the playbook language.',
          suggestion: 'Write the values out.',
        });
        continue;
      }
      const name = String(key.value);
      if (taken.has(name)) {
        report.add({
          code: 'PLAYBOOK_KEY_DUPLICATE',
          place: keyPlace,
          message: 'This key stands twice in the same map.',
          suggestion: playbookErrors.PLAYBOOK_KEY_DUPLICATE.fix,
        });
        continue;
      }
      taken.add(name);
      entries.push({
        key: name,
        keyPlace,
        value: isNode(value) ? read(value, depth + 1) : emptyAt(keyPlace),
      });
    }
    return { kind: 'map', entries, place };
  };

  return read;
}

function emptyAt(place: Place): SourceNode {
  return { kind: 'scalar', value: null, raw: '', quoted: false, place };
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
}
