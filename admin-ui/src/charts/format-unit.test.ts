import { expect, it } from 'vitest';
import { unitFormatter } from './format-unit.ts';

it.each([
  ['USD', 2.5, '$2.50'],
  ['currency', 1234, '€1,234'],
  ['USD minor', 250, '$2.50'],
  ['minor', 250, '€2.50'],
  ['%', 12.345, '12.35\u00a0%'],
  ['ratio', 0.0213, '2.13\u00a0%'],
  ['count', 1234.4, '1,234'],
  ['', 0.5, '0.5'],
])('a value in “%s” is written with its unit', (unit, value, written) => {
  expect(unitFormatter(unit, 'EUR')(value)).toBe(written);
});
