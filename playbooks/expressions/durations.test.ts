import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDuration } from './durations.ts';

describe('a length of time', () => {
  it.each([
    ['90s', 90],
    ['10m', 600],
    ['24h', 86_400],
    ['3d', 259_200],
    ['2w', 1_209_600],
    ['1h30m', 5_400],
    ['30m1h', 5_400],
    ['1.5h', 5_400],
    ['500ms', 0.5],
    ['5m5ms', 300.005],
    ['0s', 0],
    ['007d', 604_800],
  ])('%s is %d seconds', (text, seconds) => {
    expect(parseDuration(text)).toBeCloseTo(seconds, 9);
  });

  it.each([
    '',
    '5',
    's',
    '-3d',
    '+3d',
    '3 d',
    ' 3d',
    '3d ',
    '3D',
    '3days',
    '1h 30m',
    '.5h',
    '1.h',
    '1,5h',
    '1e3s',
    '3d\n',
    '٣d',
    `${'9'.repeat(400)}d`,
  ])('%j is none', (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  it('parts add up, in any order', () => {
    const part = fc
      .tuple(fc.nat(1_000), fc.constantFrom('s', 'm', 'h', 'd', 'w'))
      .map(([many, unit]) => `${many}${unit}`);
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
        const sum = parts.reduce((total, each) => total + (parseDuration(each) ?? Number.NaN), 0);
        expect(parseDuration(parts.join(''))).toBe(sum);
        expect(parseDuration(parts.toReversed().join(''))).toBe(sum);
      }),
    );
  });
});
