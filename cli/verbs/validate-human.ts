import type { Diagnostic } from '../../contracts/diagnostic.ts';
import type { Validation } from './validate.ts';

const widest = 160;

/**
 * The report as a person reads it: for each finding `file:line:column`, what is wrong, the line with a caret under it, what was
 * expected, what was probably meant and the page that explains it; then a line for each good file and the counts.
 */
export function renderHuman(validation: Validation): string {
  const { report, sources, unreadable } = validation;
  const blocks: string[] = [];
  for (const { file, valid, diagnostics, digest } of report.files) {
    const lines = (sources.get(file) ?? '').replace(/^\uFEFF/, '').split(/\r?\n/);
    for (const diagnostic of diagnostics) blocks.push(renderDiagnostic(file, diagnostic, lines));
    if (valid) blocks.push(`${file}: ok${digest === null ? '' : `  ${digest.slice(0, 12)}`}`);
  }
  for (const { file, reason } of unreadable) blocks.push(`${file}: cannot be read: ${reason}`);
  const all = report.files.flatMap((each) => each.diagnostics);
  const errors = all.filter((each) => each.severity === 'error').length;
  blocks.push(
    `${count(report.files.length, 'file')}, ${count(errors, 'error')}, ${count(all.length - errors, 'warning')}.`,
  );
  return `${blocks.join('\n\n')}\n`;
}

/** One finding as a person reads it: place, sentence, the line with a caret, what was expected and meant, and the page. */
export function renderDiagnostic(file: string, diagnostic: Diagnostic, lines: readonly string[]): string {
  const { line, column } = diagnostic;
  const source = lines[line - 1] ?? '';
  const sameLine = diagnostic.end_line === line ? diagnostic.end_column : source.length + 1;
  // A long line is cut around the place, so that the caret stays on the screen.
  const from = Math.max(0, column - 1 - widest / 2);
  const shown = source.slice(from, from + widest).replaceAll('\t', ' ');
  const width = Math.max(1, Math.min(sameLine - column, widest - (column - 1 - from)));
  const number = String(line);
  const gutter = ' '.repeat(number.length);
  const parts = [
    `${file}:${line}:${column}: ${diagnostic.severity}: ${diagnostic.message} [${diagnostic.code}]`,
    `  ${number} | ${shown}`,
    `  ${gutter} | ${' '.repeat(column - 1 - from)}^${'~'.repeat(width - 1)}`,
  ];
  if (diagnostic.expected !== null) parts.push(`  expected: ${diagnostic.expected}`);
  if (diagnostic.suggestion !== null) parts.push(`  ${suggestionLine(diagnostic.suggestion)}`);
  parts.push(`  see: ${diagnostic.doc}`);
  return parts.join('\n');
}

/** A sentence is advice; anything else is what was probably meant. */
function suggestionLine(suggestion: string): string {
  return /^[A-Z`].*\s.*/.test(suggestion) ? `fix: ${suggestion}` : `did you mean: ${suggestion}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
