import { describe, expect, it } from 'vitest';
import { hasAddress } from './addresses.ts';

describe('a text for people', () => {
  it.each([
    'https://example.com',
    'ftp://files',
    'javascript:alert(1)',
    'see //evil.example/x',
    'www.example',
    '[click](here)',
    '![picture][1]',
    '<b>bold</b>',
    '<!-- hidden',
    'go to shop.example/sale',
    'acme.io',
    'acme。com',
    'ａｃｍｅ．ｃｏｍ',
    'hxxp',
    '10.0.0.1',
    'a.b.c.d.e.f.g.h.i.j.k.l.deep/x',
    `${'long'.repeat(40)}.com`,
  ])('holds an address or markup: %s', (text) => {
    expect(hasAddress(text)).toBe(true);
  });

  it.each([
    'CPA rose from 45.00 to 58.50 USD (30 %).',
    'Raise the bid. Then wait 7 days.',
    'CTR < 2 % and CVR > 1 %',
    'Budget: 100 per day; on/off',
  ])('may hold figures and punctuation: %s', (text) => {
    expect(hasAddress(text)).toBe(false);
  });

  // A look that grows with the square of the length would not come back before the test is given up.
  it.each(['a.', 'a-', '[', '[]', '<', '//', 'x', '1.', 'www', 'ａ.', '[] '])(
    'is looked through at once though %j is said again and again',
    (piece) => {
      expect(hasAddress(`${piece.repeat(300_000)} and then https://evil.example`)).toBe(true);
    },
  );
});
