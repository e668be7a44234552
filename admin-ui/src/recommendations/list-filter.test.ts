import { expect, it } from 'vitest';
import { addressOf, filterOf, queryOf } from './list-filter.ts';

const whole = { status: 'rejected', workflow: 'Bid Adjustment', only: 'unsure', sort: 'priority' } as const;

it('an address holds the filter and gives it back', () => {
  expect(filterOf(new URLSearchParams(addressOf(whole)))).toEqual(whole);
  const none = filterOf(new URLSearchParams('only=dance&sort=best'));
  expect(none).toEqual({ status: '', workflow: '', only: '', sort: 'newest' });
  expect(addressOf(none)).toEqual({});
});

it('asks the API for what it names', () => {
  expect(queryOf(whole)).toEqual({
    ...{ status: 'rejected', workflow: 'Bid Adjustment', sort: 'priority', confidence_below: '0.6' },
  });
  expect(queryOf({ ...whole, only: 'flagged' })).toMatchObject({ flagged: 'true' });
  expect(queryOf({ ...whole, only: 'shadow' })).toMatchObject({ shadow: 'true' });
});
