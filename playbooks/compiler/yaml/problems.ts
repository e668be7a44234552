import { type Document, visit, type YAMLError } from 'yaml';
import { playbookErrors } from '../../../contracts/errors/playbook.ts';
import type { PlaybookCode, Report } from '../report.ts';

/** Turns what the YAML parser found into findings. One mistake often makes several errors on a line; the first tells it best. */
export function reportYamlErrors(document: Document.Parsed, source: string, report: Report): void {
  const lines = new Set<number>();
  for (const error of [...document.errors, ...document.warnings]) {
    const open = openQuote(error, document);
    if (open !== null) {
      // All that comes after it is a part of the text for the parser.
      reportOpenQuote(open, source, report);
      return;
    }
    const [start, end] = error.pos;
    const line = report.lineAt(start);
    if (lines.has(line)) continue;
    lines.add(line);
    const lineStart = source.lastIndexOf('\n', start - 1) + 1;
    const template = /(?:^|[:[,-]\s*)(\{\s?\{[^\n]*)/.exec(lineText(source, lineStart));
    if (template?.[1] !== undefined && error.code !== 'TAB_AS_INDENT') {
      const at = lineStart + template.index + template[0].length - template[1].length;
      reportUnquoted(at, template[1].trimEnd(), report);
      continue;
    }
    const code = codeOf(error);
    const expected = code === 'PLAYBOOK_YAML_TAB' ? 'spaces' : code === 'PLAYBOOK_YAML_SYNTAX' ? 'YAML 1.2' : null;
    report.add({
      code,
      place: { start, end },
      message: messageOf(error),
      expected,
      suggestion: playbookErrors[code].fix,
    });
  }
}

/** Where the text starts whose closing quote is missing: the parser only tells where it stopped looking. */
function openQuote(error: YAMLError, document: Document.Parsed): number | null {
  if (error.code !== 'MISSING_CHAR' || !error.message.includes('quote')) return null;
  let start: number | null = null;
  visit(document, {
    Scalar: (_key, { range, type }) => {
      const quoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE';
      if (quoted && range != null && range[0] < error.pos[0] && error.pos[0] <= range[1]) start = range[0];
    },
  });
  return start;
}

function reportOpenQuote(start: number, source: string, report: Report): void {
  report.add({
    code: 'PLAYBOOK_YAML_SYNTAX',
    place: { start, end: start + lineText(source, start).length },
    message: 'This text has no closing quote.',
    expected: `${source.charAt(start)} at the end of the text`,
    suggestion: 'Close the quote; everything behind it was read as part of the text.',
  });
}

function lineText(source: string, start: number): string {
  const end = source.indexOf('\n', start);
  return source.slice(start, end < 0 ? undefined : end).replace(/\r$/, '');
}

/** `{{x}}` without quotes is a map for YAML; say so instead of what follows from it. */
export function reportUnquoted(start: number, found: string, report: Report): void {
  // Inside another map the rest of the line holds brackets that are not part of the expression.
  const inner = /^\{\s?\{([^{}]*)\}\s?\}/.exec(found)?.[1];
  const text = inner === undefined ? found : `{{ ${inner.trim()} }}`;
  report.add({
    code: 'PLAYBOOK_TEMPLATE_UNQUOTED',
    place: { start, end: start + found.length },
    message: 'A value that starts with {{ must stand in quotes, because YAML reads { as the start of a map.',
    expected: 'a quoted text',
    suggestion: text.includes("'") ? `"${text.replaceAll('"', '\\"')}"` : `'${text}'`,
  });
}

function codeOf(error: YAMLError): PlaybookCode {
  if (error.message.includes('call stack')) return 'PLAYBOOK_YAML_LIMIT';
  if (error.code === 'TAB_AS_INDENT') return 'PLAYBOOK_YAML_TAB';
  if (error.code === 'TAG_RESOLVE_FAILED') return 'PLAYBOOK_YAML_TAG';
  return error.code === 'MULTIPLE_DOCS' ? 'PLAYBOOK_YAML_DOCUMENTS' : 'PLAYBOOK_YAML_SYNTAX';
}

function messageOf(error: YAMLError): string {
  if (error.message.includes('call stack')) return 'The YAML is nested too deeply.';
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return 'A tab is used for indentation; YAML allows spaces only.';
    case 'TAG_RESOLVE_FAILED':
      return 'Tags such as !name are not part of the playbook language.';
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return 'The indentation or a colon does not fit here; put a text that contains ": " in quotes.';
    default:
      return `The YAML cannot be read here: ${error.message.charAt(0).toLowerCase()}${error.message.slice(1)}.`;
  }
}
