import { z } from 'zod';

/** Ends the name of a case that a platform is not asked for, so that a report can tell it from one that was kept. */
export const notOfferedMark = ' (not offered)';

/** The part of Vitest’s JSON report that the table is made from. */
export const conformanceReportSchema = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(
        z.object({ ancestorTitles: z.array(z.string()), title: z.string(), status: z.string() }),
      ),
    }),
  ),
});

/** Platform × case as a Markdown table, and how many promises were broken: ✓ kept, ✗ broken, – not offered. */
export function conformanceTable(report: z.infer<typeof conformanceReportSchema>): {
  readonly text: string;
  readonly broken: number;
} {
  const results = report.testResults.flatMap((file) => file.assertionResults).map(cellOf);
  const platforms = [...new Set(results.map((each) => each.platform))].sort();
  const marks = Map.groupBy(results, (each) => each.promise);
  const width = Math.max(4, ...[...marks.keys()].map((promise) => promise.length));
  const row = (first: string, cells: readonly string[]) => `| ${first.padEnd(width)} | ${cells.join(' | ')} |`;
  const lines = [...marks].map(([promise, found]) =>
    row(
      promise,
      platforms.map((platform) =>
        (found.find((each) => each.platform === platform)?.mark ?? ' ').padEnd(platform.length),
      ),
    ),
  );
  const rule = platforms.map((platform) => '-'.repeat(platform.length));
  const text = [row('case', platforms), row('-'.repeat(width), rule), ...lines].join('\n');
  return { text, broken: results.filter((each) => each.mark === '✗').length };
}

function cellOf(result: { ancestorTitles: readonly string[]; title: string; status: string }) {
  const [suite = '', topic = ''] = result.ancestorTitles.filter((title) => title !== '');
  const offered = !result.title.endsWith(notOfferedMark);
  const kept = offered ? '✓' : '–';
  return {
    platform: suite.split(' ')[0] ?? '',
    promise: `${topic}: ${offered ? result.title : result.title.slice(0, -notOfferedMark.length)}`,
    mark: result.status === 'passed' ? kept : '✗',
  };
}
