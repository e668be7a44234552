import type { TestRun } from './run-tests.ts';

/** Results in the XML that CI servers read: a suite for each file, a case for each case; findings of a file are a failed case. */
export function renderTestsJunit({ files }: TestRun): string {
  const suites = files.map(({ file, cases, diagnostics }) => {
    const findings = diagnostics
      .filter((each) => each.severity === 'error')
      .map((each) => testcase(file, `line ${each.line}`, [`${file}:${each.line}:${each.column}: ${each.message}`]));
    const played = cases.map(({ name, faults }) =>
      testcase(
        file,
        name,
        faults.map(({ line, message, expected, actual }) =>
          [`${file}:${line}: ${message}`, expected && `expected: ${expected}`, actual && `actual: ${actual}`]
            .filter((part) => typeof part === 'string')
            .join('; '),
        ),
      ),
    );
    const failures = findings.length + cases.filter((each) => !each.passed).length;
    const counts = `tests="${findings.length + cases.length}" failures="${failures}"`;
    return [`  <testsuite name="${escaped(file)}" ${counts}>`, ...findings, ...played, '  </testsuite>'].join('\n');
  });
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...suites, '</testsuites>'].join('\n');
}

function testcase(file: string, name: string, faults: readonly string[]): string {
  const open = `    <testcase classname="${escaped(file)}" name="${escaped(name)}"`;
  if (faults.length === 0) return `${open}/>`;
  return `${open}>\n      <failure message="${escaped(faults[0] ?? '')}">${escaped(faults.join('\n'))}</failure>\n    </testcase>`;
}

/** XML has no way to say most control characters, so they are left out. */
function escaped(text: string): string {
  return [...text]
    .filter((character) => character >= ' ' || character === '\n' || character === '\t')
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
