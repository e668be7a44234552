import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionCatalog } from '../../../activities/catalog.action.ts';
import { diagnosticSchema } from '../../../contracts/diagnostic.ts';
import { isErrorCode } from '../../../contracts/errors/index.ts';
import { planSchema } from '../../../contracts/plan/index.ts';
import { compilePlaybook } from '../../../playbooks/compiler/index.ts';
import { fuzz } from './budget.ts';

const read = (folder: string) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml') && !file.endsWith('.test.yaml'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
const sources = [...read('playbooks'), ...read('tests/playbooks/broken'), ...read('tests/playbooks/valid')];
const lines = sources.flatMap((source) => source.split('\n')).filter((line) => line.trim() !== '');

const odd = fc.oneof(
  fc.constantFrom('{{', '}}', '{', '}', '[', ']', ': ', '- ', '\n', '\n  ', '\t', '"', "'", '&a ', '*a', '!!js ', '#'),
  fc.constantFrom('---\n', '|\n', '>-\n', '? ', '<<: ', '\u0000', '\uFEFF', '\r', 'null', '1e999', '.nan', '010', 'no'),
  fc.constantFrom('__proto__', 'constructor', '\ud800', '𝒳', '-1', '0', '9007199254740993', "''", '{}', '[]', '100%'),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
type Change = { readonly at: number; readonly cut: number; readonly put: string };
const cut: fc.Arbitrary<Change> = fc.record({ at: fc.nat(), cut: fc.nat({ max: 60 }), put: odd });
const swapLines = fc.record({ at: fc.nat(), put: fc.constantFrom(...lines), indent: fc.nat({ max: 8 }) });

/** Good and broken playbooks with marks put in, pieces cut out, and lines of others in between or instead. */
const mutated = fc
  .record({
    source: fc.constantFrom(...sources),
    cuts: fc.array(cut, { maxLength: 5 }),
    swaps: fc.array(swapLines, { maxLength: 5 }),
    replace: fc.boolean(),
  })
  .map(({ source, cuts, swaps, replace }) => {
    const rows = source.split('\n');
    for (const { at, put, indent } of swaps) {
      rows.splice(at % (rows.length + 1), replace ? 1 : 0, ' '.repeat(indent) + put.trim());
    }
    return cuts.reduce((text, change) => {
      const from = change.at % (text.length + 1);
      return text.slice(0, from) + change.put + text.slice(from + change.cut);
    }, rows.join('\n'));
  });

/** What must hold for any text whatever. */
function check(source: string): void {
  const begun = process.cpuUsage();
  const { plan, digest, diagnostics } = compilePlaybook(source, { file: 'any.yaml', actions: actionCatalog });
  const { user, system } = process.cpuUsage(begun);
  expect((user + system) / 1_000, 'milliseconds').toBeLessThan(1_500);
  const rows = source.split('\n');
  for (const each of diagnostics) {
    diagnosticSchema.parse(each);
    expect(isErrorCode(each.code), each.code).toBe(true);
    const first = rows[each.line - 1];
    const last = rows[each.end_line - 1];
    if (first === undefined || last === undefined)
      throw new Error(`${each.code} at line ${each.line} of ${rows.length}`);
    // An end may lie one column behind the last, and a place that is no longer than nothing is shown one column wide.
    const inside = each.column >= 1 && each.column <= first.length + 1 && each.end_column <= last.length + 2;
    if (!inside) throw new Error(`${each.code} at ${each.line}:${each.column} to ${each.end_line}:${each.end_column}`);
    const ordered = each.end_line > each.line || (each.end_line === each.line && each.end_column > each.column);
    if (!ordered) throw new Error(`${each.code} ends before it begins`);
  }
  const failed = diagnostics.some((each) => each.severity === 'error');
  expect([plan === null, digest === null]).toEqual([failed, failed]);
  if (plan !== null) expect(planSchema.parse(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
}

describe('mutated playbooks', () => {
  it('give a valid plan or findings inside the text, and never a crash', { timeout: 120_000 }, () => {
    expect(fuzz('playbooks', mutated, check)).toBeGreaterThan(10);
  });
});
