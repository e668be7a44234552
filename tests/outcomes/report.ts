import { nothing_pct, type Scored, type Summary, score, summarise } from './score.ts';
import { simulateChanges } from './simulated-changes.ts';

/**
 * Prints how well outcomes are measured, on simulated changes whose true effect is known: `node tests/outcomes/report.ts
 * [first life] [lives] [changes of each]`. The default lives are none of those by which the method was set up (0 to 215).
 */
const [first = 1000, lives = 80, each = 3] = process.argv.slice(2).map(Number);
const began = performance.now();
const scored: Scored[] = [];
for (const change of simulateChanges(
  [...Array(lives).keys()].map((life) => first + life),
  each,
))
  scored.push(score(change));

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
const number = (value: number) => value.toFixed(2);
const columns = ['', 'n', 'bias', 'RMSE', 'coverage', 'width', 'false alarms'] as const;
function row(name: string, { n, bias, rmse, coverage, width, none, false_alarms }: Summary): readonly string[] {
  const alarms = none === 0 ? '–' : `${false_alarms} of ${none} (${percent(false_alarms / none)})`;
  return [name, String(n), number(bias), number(rmse), percent(coverage), number(width), alarms];
}
function print(title: string, rows: readonly (readonly string[])[]): void {
  const all = rows.map((cells) => cells.map((cell) => cell));
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((cells) => (cells[column] ?? '').length)));
  process.stdout.write(`\n${title}\n`);
  for (const cells of all)
    process.stdout.write(`${cells.map((cell, column) => cell.padEnd((widths[column] ?? 0) + 2)).join('')}\n`);
}
function printBy(title: string, nameOf: (one: Scored) => string): void {
  const groups = [...Map.groupBy(scored, nameOf)].sort(([one], [other]) => one.localeCompare(other));
  print(title, [columns, ...groups.map(([name, group]) => row(name, summarise(group)))]);
}
const sizeOf = ({ truth_pct }: Scored) => {
  const size = Math.abs(truth_pct);
  return size < nothing_pct ? '0 none' : size < 5 ? '1 below 5 %' : size < 15 ? '2 5 to 15 %' : '3 15 % and more';
};
const truthOf = ({ truth_pct }: Scored) =>
  Math.abs(truth_pct) < nothing_pct ? 'nothing' : truth_pct > 0 ? 'a rise' : 'a fall';

const all = summarise(scored);
process.stdout.write(
  `${scored.length} changes in ${lives} lives from ${first} on, nominal 90 % intervals; errors in points of the effect\n`,
);
print('All', [columns, row('all', all)]);
printBy('By method', ({ effect }) => effect.evidence?.chosen ?? 'not measured');
printBy('By size of the true effect', sizeOf);
printBy('By surroundings', (one) => one.surroundings);
printBy('By cause in the market', (one) => one.scenario);
printBy('By metric', (one) => one.metric);
printBy('By window', (one) => `${String(one.window_days).padStart(2)} days`);
const said = ['positive', 'inconclusive', 'negative'] as const;
print('Verdicts (rows: what the change really did to the metric)', [
  ['', 'called a rise', 'inconclusive', 'called a fall'],
  ...['a rise', 'nothing', 'a fall'].map((truth) => {
    const of = scored.filter((one) => truthOf(one) === truth);
    return [truth, ...said.map((verdict) => String(of.filter((one) => one.verdict === verdict).length))];
  }),
]);
process.stdout.write(`\n${all.unmeasured} not measurable; ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
