import type { Validation } from './validate.ts';

/** The report as workflow commands of GitHub Actions: each finding becomes an annotation at its place in the changed file. */
export function renderGithub({ report, unreadable }: Validation): string {
  const findings = report.files.flatMap(({ file, diagnostics }) =>
    diagnostics.map((each) => {
      const place = [
        `file=${property(file)}`,
        `line=${each.line}`,
        `col=${each.column}`,
        `endLine=${each.end_line}`,
        // A column means something on one line only.
        ...(each.end_line === each.line ? [`endColumn=${each.end_column}`] : []),
        `title=${property(each.code)}`,
      ];
      const expected = each.expected === null ? '' : `\nexpected: ${each.expected}`;
      const suggestion = each.suggestion === null ? '' : `\nsuggestion: ${each.suggestion}`;
      return `::${each.severity} ${place.join(',')}::${message(`${each.message}${expected}${suggestion}\nsee ${each.doc}`)}`;
    }),
  );
  const missing = unreadable.map(
    ({ file, reason }) => `::error file=${property(file)}::${message(`${file} cannot be read: ${reason}`)}`,
  );
  return [...findings, ...missing].join('\n');
}

function message(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** In a property, a colon and a comma would end it. */
function property(text: string): string {
  return message(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
