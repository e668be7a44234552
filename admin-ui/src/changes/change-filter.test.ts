import { expect, it } from 'vitest';
import { addressOf, filterOf, questionOf } from './change-filter.ts';

it('a filter stands in the address and comes back from it; empty means any', () => {
  const filter = { state: 'needs_human', platform: '', day: '2026-11-20' };
  const address = new URLSearchParams(addressOf(filter));
  expect(String(address)).toBe('state=needs_human&day=2026-11-20');
  expect(filterOf(address)).toEqual({ state: 'needs_human', day: '2026-11-20' });
  expect(filterOf(new URLSearchParams('tab=x'))).toEqual({});
});

it('what is only half written is not asked', () => {
  expect(questionOf({ state: 'armed', approver: 'ana@', day: '2026-1' })).toEqual({ state: 'armed' });
  expect(questionOf({ approver: ' Ana@brand.example ', day: '2026-11-20' })).toEqual({
    approver: 'ana@brand.example',
    day: '2026-11-20',
  });
});
