import { describeError, isErrorCode } from '../../contracts/errors/index.ts';
import type { Validation } from './validate.ts';

/**
 * The report as SARIF 2.1.0 (OASIS), which code-scanning services read. Columns count UTF-16 code units, from 1; the end is
 * exclusive. Files that could not be read are notifications of an invocation that did not succeed.
 */
export function renderSarif({ report, unreadable }: Validation): string {
  const all = report.files.flatMap(({ file, diagnostics }) => diagnostics.map((each) => ({ file, ...each })));
  const codes = [...new Set(all.map((each) => each.code))].sort();
  const results = all.map((each) => ({
    ruleId: each.code,
    ruleIndex: codes.indexOf(each.code),
    level: each.severity,
    message: { text: sayAll(each) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(each.file) },
          region: {
            startLine: each.line,
            startColumn: each.column,
            endLine: each.end_line,
            endColumn: each.end_column,
          },
        },
      },
    ],
  }));
  const notifications = unreadable.map(({ file, reason }) => ({
    level: 'error',
    message: { text: `${file} cannot be read: ${reason}` },
  }));
  const run = {
    tool: { driver: { name: 'mbi validate', rules: codes.map(ruleOf) } },
    columnKind: 'utf16CodeUnits',
    invocations: [{ executionSuccessful: unreadable.length === 0, toolExecutionNotifications: notifications }],
    results,
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return JSON.stringify(log, null, 2);
}

function ruleOf(code: string) {
  if (!isErrorCode(code)) return { id: code };
  const { title, meaning, fix } = describeError(code);
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: meaning },
    help: { text: `${fix} See docs/errors/${code}.md.` },
  };
}

function sayAll(each: { message: string; expected: string | null; suggestion: string | null }): string {
  const expected = each.expected === null ? '' : ` Expected: ${each.expected}.`;
  return `${each.message}${expected}${each.suggestion === null ? '' : ` Suggestion: ${each.suggestion}`}`;
}

/** A relative path as a URI; standard input has no path. */
function uriOf(file: string): string {
  return file.split(/[\\/]/).map(encodeURIComponent).join('/');
}
