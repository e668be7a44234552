import { expect, it } from 'vitest';
import { rejectReasonSchema } from '../../../contracts/approval.ts';
import { reasonOfKey, rejectReasons } from './reject-reasons.ts';

it('offers every reason the server knows, once', () => {
  expect(rejectReasons.map(({ reason }) => reason).toSorted()).toEqual(rejectReasonSchema.options.toSorted());
});

it('gives each reason one digit key', () => {
  expect(reasonOfKey('1')).toBe('wrong_diagnosis');
  expect(reasonOfKey('6')).toBe('other');
  for (const key of ['0', '7', 'a', 'Enter', '12']) expect(reasonOfKey(key)).toBeNull();
});
