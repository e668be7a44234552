import { expect, it } from 'vitest';
import { pauseSchema } from '../../../contracts/pause.ts';
import { pausedWhat, pauseViewSchema } from './pause-view.ts';

it('understands every scope of the contract and names it', () => {
  expect(pauseViewSchema.shape.scope.options).toEqual(pauseSchema.shape.scope.options);
  expect(pausedWhat({ scope: 'tenant', scope_id: '' })).toBe('everything');
  for (const scope of pauseSchema.shape.scope.options.filter((each) => each !== 'tenant')) {
    expect(pausedWhat({ scope, scope_id: 'X1' })).toBe(`the ${scope} X1`);
  }
  expect(pausedWhat({ scope: 'platform', scope_id: 'tiktok_ads' })).toBe('the platform TikTok');
  expect(pausedWhat({ scope: 'account', scope_id: 'u1' }, new Map([['u1', 'Outdoor']]))).toBe('the account Outdoor');
});
