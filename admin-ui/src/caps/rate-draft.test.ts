import { expect, it } from 'vitest';
import { rateOf } from './rate-draft.ts';

const draft = { currency: ' eur ', as_of: '2026-11-21', rate: '1,16', source: 'Central bank' };

it('a complete draft becomes a rate, with a comma as decimal mark', () => {
  expect(rateOf(draft, 'USD')).toEqual({ currency: 'EUR', as_of: '2026-11-21', rate: 1.16, source: 'Central bank' });
});

it.each([
  { currency: 'USD' },
  { currency: 'Euro' },
  { as_of: 'today' },
  { rate: '0' },
  { rate: '-1' },
  { rate: '1e5' },
  { rate: '' },
  { source: ' ' },
])('%j is not sent', (wrong) => {
  expect(rateOf({ ...draft, ...wrong }, 'USD')).toBeNull();
});
