import { CST, Lexer } from 'yaml';
import { mostPlaybookBytes } from '../../../contracts/playbook-source.ts';
import type { Report } from '../report.ts';

/**
 * Limits of one file. They are far above what a person writes and keep hostile input cheap to refuse. `marks` are commas
 * and colons, `oddities` what the language has no use for: tags, anchors, `?`, `---`, directives, brackets that close nothing.
 */
export const fileLimits = {
  bytes: mostPlaybookBytes,
  lines: 10_000,
  indentation: 200,
  nodes: 3_000,
  marks: 6_000,
  oddities: 100,
  depth: 32,
  aliases: 10,
} as const;

type Refusal = { readonly message: string; readonly expected: string };

const values: ReadonlySet<string | null> = new Set([
  ...['scalar', 'single-quoted-scalar', 'double-quoted-scalar', 'block-scalar-header'],
  ...['flow-map-start', 'flow-seq-start', 'seq-item-ind'],
]);
const marks: ReadonlySet<string | null> = new Set(['comma', 'map-value-ind']);
const oddities: ReadonlySet<string | null> = new Set([
  ...['tag', 'anchor', 'explicit-key-ind', 'doc-start', 'doc-end', 'directive-line', 'flow-error-end'],
]);

const deepLine = new RegExp(`^ {${fileLimits.indentation + 1},}[^ \\r\\n]`, 'm');

/**
 * Refuses a text that is too large, too deep or too tangled before anything is built from it. Gives the lexemes of one that
 * may be parsed, null otherwise.
 */
export function measure(source: string, report: Report): readonly string[] | null {
  // UTF-8 needs at most three bytes for one UTF-16 unit, so most files need no counting.
  if (source.length * 3 > fileLimits.bytes && new TextEncoder().encode(source).length > fileLimits.bytes) {
    const place = { start: 0, end: 0 };
    const message = 'The playbook is larger than 128 KB.';
    report.add({ code: 'PLAYBOOK_TOO_LARGE', place, message, expected: 'at most 128 KB' });
    return null;
  }
  const refuse = (offset: number, { message, expected }: Refusal) => {
    report.add({ code: 'PLAYBOOK_YAML_LIMIT', place: { start: offset, end: offset }, message, expected });
    return null;
  };
  if (report.lineAt(source.length) > fileLimits.lines) {
    return refuse(0, { message: 'The YAML has too many lines.', expected: `at most ${fileLimits.lines} lines` });
  }
  const deep = source.search(deepLine);
  if (deep >= 0) {
    const expected = `at most ${fileLimits.indentation} spaces before a line`;
    return refuse(deep, { message: 'The YAML is nested too deeply.', expected });
  }
  const count = createCount();
  const lexemes: string[] = [];
  let offset = 0;
  for (const lexeme of new Lexer().lex(source)) {
    const type = CST.tokenType(lexeme);
    const refusal = count(type);
    if (refusal !== null) return refuse(offset, refusal);
    lexemes.push(lexeme);
    // Control lexemes stand for structure and take no room in the text.
    if (type !== 'doc-mode' && type !== 'flow-error-end' && lexeme !== '\u001f') offset += lexeme.length;
  }
  return lexemes;
}

/** Counts lexemes by their type, and says when there is too much of something. */
function createCount(): (type: string | null) => Refusal | null {
  const seen = { nodes: 0, marks: 0, oddities: 0, aliases: 0, depth: 0, dashes: 0 };
  return (type) => {
    if (values.has(type)) seen.nodes += 1;
    if (marks.has(type)) seen.marks += 1;
    if (oddities.has(type)) seen.oddities += 1;
    if (type === 'alias') seen.aliases += 1;
    if (type === 'flow-map-start' || type === 'flow-seq-start') seen.depth += 1;
    if (type === 'flow-map-end' || type === 'flow-seq-end') {
      if (seen.depth === 0) seen.oddities += 1;
      else seen.depth -= 1;
    }
    // `- - -` on one line nests without indentation.
    if (type === 'newline') seen.dashes = 0;
    if (type === 'seq-item-ind') seen.dashes += 1;
    if (Math.max(seen.depth, seen.dashes) > fileLimits.depth) {
      return { message: 'The YAML is nested too deeply.', expected: `at most ${fileLimits.depth} levels` };
    }
    if (seen.aliases > fileLimits.aliases) {
      return { message: 'The YAML uses too many aliases.', expected: `at most ${fileLimits.aliases} aliases` };
    }
    if (seen.nodes > fileLimits.nodes || seen.marks > fileLimits.marks) {
      return { message: 'The YAML has too many values.', expected: `at most ${fileLimits.nodes} values` };
    }
    if (seen.oddities > fileLimits.oddities) {
      return { message: 'The YAML is full of what no playbook has.', expected: 'keys, values and lists' };
    }
    return null;
  };
}
