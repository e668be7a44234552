import { expect, it } from 'vitest';
import { CodedError } from '../../../contracts/errors/index.ts';
import { getsThrough } from './gets-through.ts';

it('an answer is a yes, what the platform says against it a no', async () => {
  expect(await getsThrough(async () => 'anything')).toBe(true);
  expect(await getsThrough(() => Promise.reject(new CodedError('PLATFORM_UNAUTHORIZED', 'no')))).toBe(false);
});

it('a fault of our own is not taken for the platform’s', async () => {
  await expect(getsThrough(() => Promise.reject(new TypeError('ours')))).rejects.toThrow('ours');
});
