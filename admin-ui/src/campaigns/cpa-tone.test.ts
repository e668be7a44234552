import { expect, it } from 'vitest';
import { cpaTone } from './cpa-tone.ts';

it.each([
  ['a rise over the target is bad', 58, 42, 4_500, 'bad'],
  ['a rise under the target is to be watched', 40, 42, 4_500, 'waiting'],
  ['a rise without a target is to be watched', 58, 42, null, 'waiting'],
  ['a fall is good', 40, -12, 4_500, 'good'],
  ['a little up is neither', 58, 9.9, 4_500, 'neutral'],
  ['a little down is neither', 58, -9.9, 4_500, 'neutral'],
])('%s', (_name, cpa, cpa_change_pct, target_cpa_minor, tone) => {
  expect(cpaTone({ cpa, cpa_change_pct, target_cpa_minor, currency: 'USD' })).toBe(tone);
});
