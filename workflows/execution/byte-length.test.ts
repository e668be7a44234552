import fc from 'fast-check';
import { expect, it } from 'vitest';
import { byteLength } from './byte-length.ts';

it('is what an encoder would make of any text, halves of pairs included', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(byteLength(text)).toBe(Buffer.byteLength(text));
    }),
  );
  for (const text of ['', 'a', 'é', '値', '😀', '\ud83d', '\ude00', '\ud83da', 'x\ud83d\ud83d\ude00']) {
    expect(byteLength(text)).toBe(new TextEncoder().encode(text).length);
  }
});
