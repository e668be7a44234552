import { expect, it } from 'vitest';
import { readWireTime, wireTime } from './wire-time.ts';

it.each([
  ['1767225600', 1_767_225_600_000],
  ['0', 0],
  ['2026-01-01T00:00:00+0000', 1_767_225_600_000],
  ['2026-01-01', 1_767_225_600_000],
])('%s is read', (text, instant) => {
  expect(readWireTime(text)).toBe(instant);
});

it.each(['', 'soon', '-1x', '1e400'])('%j is no time', (text) => {
  expect(readWireTime(text)).toBeNull();
});

it('what is written is read as the same second', () => {
  expect(wireTime(1_767_225_600_999)).toBe('2026-01-01T00:00:00+0000');
  expect(readWireTime(wireTime(1_767_225_600_999))).toBe(1_767_225_600_000);
});
