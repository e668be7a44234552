import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { deriveId } from './derive-id.ts';

it('gives the same uuid for the same parts, and another for any others', () => {
  const parts = fc.array(fc.string(), { maxLength: 4 });
  fc.assert(
    fc.property(parts, parts, (left, right) => {
      const id = deriveId(...left);
      expect(z.uuid().safeParse(id).success).toBe(true);
      expect(deriveId(...left)).toBe(id);
      expect(deriveId(...right) === id).toBe(JSON.stringify(left) === JSON.stringify(right));
    }),
  );
});

it('does not mix up where one part ends and the next begins', () => {
  expect(deriveId('ab', 'c')).not.toBe(deriveId('a', 'bc'));
});
