import { CST, Lexer } from 'yaml';
import type { Report } from '../report.ts';

/** Limits of one file. They are far above what a person writes and keep hostile input cheap to refuse. */
export const fileLimits = { bytes: 256 * 1024, nodes: 5_000, depth: 32, aliases: 10 } as const;

/** Refuses a text that is too large, too deep or too tangled before anything is built from it. True when it may be parsed. */
export function measure(source: string, report: Report): boolean {
  const refuse = (
    code: 'PLAYBOOK_TOO_LARGE' | 'PLAYBOOK_YAML_LIMIT',
    offset: number,
    message: string,
    expected: string,
  ) => {
    report.add({ code, place: { start: offset, end: offset }, message, expected });
    return false;
  };
  // UTF-8 needs at most three bytes for one UTF-16 unit, so most files need no counting.
  if (source.length * 3 > fileLimits.bytes && new TextEncoder().encode(source).length > fileLimits.bytes) {
    return refuse('PLAYBOOK_TOO_LARGE', 0, 'The playbook is larger than 256 KB.', 'at most 256 KB');
  }
  let offset = 0;
  let nodes = 0;
  let aliases = 0;
  let depth = 0;
  let dashes = 0;
  for (const lexeme of new Lexer().lex(source)) {
    const type = CST.tokenType(lexeme);
    if (type === 'scalar' || type === 'flow-map-start' || type === 'flow-seq-start' || type === 'seq-item-ind')
      nodes += 1;
    if (type === 'flow-map-start' || type === 'flow-seq-start') depth += 1;
    if (type === 'flow-map-end' || type === 'flow-seq-end') depth -= 1;
    if (type === 'alias') aliases += 1;
    // `- - -` on one line nests without indentation.
    if (type === 'newline') dashes = 0;
    if (type === 'seq-item-ind') dashes += 1;
    if (Math.max(depth, dashes) > fileLimits.depth)
      return refuse(
        'PLAYBOOK_YAML_LIMIT',
        offset,
        'The YAML is nested too deeply.',
        `at most ${fileLimits.depth} levels`,
      );
    if (aliases > fileLimits.aliases)
      return refuse(
        'PLAYBOOK_YAML_LIMIT',
        offset,
        'The YAML uses too many aliases.',
        `at most ${fileLimits.aliases} aliases`,
      );
    if (nodes > fileLimits.nodes)
      return refuse(
        'PLAYBOOK_YAML_LIMIT',
        offset,
        'The YAML has too many values.',
        `at most ${fileLimits.nodes} values`,
      );
    // Control lexemes stand for structure and take no room in the text.
    if (type !== 'doc-mode' && type !== 'flow-error-end' && lexeme !== '\u001f') offset += lexeme.length;
  }
  return true;
}
