import { array, assert, integer, property } from 'fast-check';
import { expect, it } from 'vitest';
import { batchesOf } from './batches.ts';

it('batches hold everything in order, and none is empty or too large', () => {
  assert(
    property(array(integer()), integer({ min: 1, max: 7 }), (items, most) => {
      const batches = batchesOf(items, most);
      expect(batches.flat()).toEqual(items);
      expect(batches.every((batch) => batch.length > 0 && batch.length <= most)).toBe(true);
    }),
  );
});
