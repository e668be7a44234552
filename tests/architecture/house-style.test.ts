import { describe, expect, it } from 'vitest';
import { codeOnly, readSourceFiles } from './source-files.ts';

const files = readSourceFiles();
const product = files.filter((file) => !file.isTest);

const forced =
  /\S+ as (?:[A-Z{[(]\S*|(?:string|number|boolean|unknown|never|object|typeof|keyof|readonly)\b)|: any\b|<any>|[\w)\]]!(?=[.[;,)\s])(?!=)/g;

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

describe('the style of the house', () => {
  it('no type is forced: no `as` but `as const`, no `any`, no `!`', () => {
    const others = files.filter((file) => file.path !== 'tests/architecture/house-style.test.ts');
    const offences = others.flatMap((file) => {
      const code = codeOnly(file.text)
        .replace(/^\s*(?:import|export)\s[^;]*?(?:from\s*''|\});?/gms, '')
        .replace(/\bas const\b/g, '');
      return [...code.matchAll(forced)].map((match) => `${file.path}: ${match[0]}`);
    });
    expect(offences).toEqual([]);
  });

  it('files are small: median at most 60 lines, 95th percentile at most 200', () => {
    const lengths = product.map((file) => file.text.split('\n').length - 1).sort((left, right) => left - right);
    expect(percentile(lengths, 0.5)).toBeLessThanOrEqual(60);
    expect(percentile(lengths, 0.95)).toBeLessThanOrEqual(200);
  });

  it('tests keep up with the code: at least a line for a line', () => {
    const reached = 1;
    // Lines that say something to the machine: neither blank nor comment, on both sides.
    const linesOf = (text: string) =>
      text
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .split('\n')
        .filter((line) => line.trim() !== '' && !line.trim().startsWith('//')).length;
    const count = (isTest: boolean) =>
      files
        .filter((file) => file.isTest === isTest && file.room !== 'admin-ui')
        .reduce((sum, file) => sum + linesOf(file.text), 0);
    expect(count(true) / count(false)).toBeGreaterThanOrEqual(reached);
  });

  it('no folder is named for what it is not', () => {
    const vague = /(^|\/)(utils?|helpers?|lib|common|shared|types|misc)\//;
    expect(files.map((file) => file.path).filter((path) => vague.test(path))).toEqual([]);
  });

  it('nothing is left half done, switched off or silenced', () => {
    // Quoted, the three letters are the code of ISO 4217 for no currency, which has one place.
    const marks =
      /\b(TODO|FIXME|HACK)\b|(?<!noCurrency = ')\bXXX\b|\b(?:it|test|describe)\.(?:skip|only|todo)\(|@ts-(?:ignore|nocheck|expect-error)|biome-ignore/;
    expect(
      files
        .filter((file) => file.path !== 'tests/architecture/house-style.test.ts' && marks.test(file.text))
        .map((file) => file.path),
    ).toEqual([]);
  });
});
