import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPersonalDataGuard } from './personal-data.ts';

const guard = createPersonalDataGuard({
  salt: 's'.repeat(32),
  known_names: ['Robin Example', 'Ada-Maria Muster', 'Limit'],
});

describe('on the way to a model', () => {
  it.each([
    ['an address', 'ask robin@example.com now', 'robin@example.com'],
    ['an address in disguise', 'ask robin [at] example [dot] com now', 'example [dot] com'],
    ['an address with a plus', 'ask robin+ads@mail.example.co.uk now', 'robin+ads'],
    ['an international number', 'call +49 170 1234567 now', '1234567'],
    ['an international number in one piece', 'call +491701234567 now', '1701234567'],
    ['a number with dots', 'call +33.6.12.34.56.78 now', '12.34'],
    ['an American number', 'call (212) 555-0123 now', '555-0123'],
    ['a local number', 'call 0170/123 45 67 now', '123 45'],
    ['a known name', 'Robin  Example made this', 'Robin'],
    ['a known name in capitals', 'by ADA-MARIA MUSTER.', 'MUSTER'],
    ['an address in look-alike letters', 'ask robin＠example．com now', 'robin'],
    ['an address with marks that nobody sees', 'ask ro\u200bbin@exam\u00adple.com now', 'bin'],
  ])('%s is hashed', (_, text, clear) => {
    const hashed = guard.hash(text);
    expect(hashed).not.toContain(clear);
    expect(hashed).toMatch(/(?:email|phone|name)_[0-9a-f]{16}/);
    expect(() => guard.refuse(hashed)).not.toThrow();
    expect(() => guard.refuse(text)).toThrow(expect.objectContaining({ code: 'LLM_PERSONAL_DATA' }));
  });

  it('the same value has the same hash, and another one with another salt', () => {
    const other = createPersonalDataGuard({ salt: 'other', known_names: [] });
    expect(guard.hash('A@example.com')).toBe(guard.hash('a@example.com'));
    expect(guard.hash('a@example.com')).not.toBe(other.hash('a@example.com'));
  });

  it.each([
    'CPA rose by 30 % from 45.00 to 58.50 USD on 2026-03-01.',
    '2026-03-01T12:30:00.000Z',
    'campaign 120210000000001 spent 1,234,567.89 of 12 345 678',
    'changes: +12.5 -3.2 +4.1 −12 % 3-4 days',
    '{"impressions":123456789,"ctr":0.0281,"ids":["100","200-300"]}',
    'a Robin is a bird; Limit 12; example.com',
    '10/1000/10000 and 1:30:00',
    'tenant 00000000-0000-4000-8000-000000000bad and 0a1b2c3d-0000-4000-8000-001234567890',
  ])('figures stay as they are: %s', (text) => {
    expect(guard.hash(text)).toBe(text);
    expect(() => guard.refuse(text)).not.toThrow();
  });

  it('no count is taken for a phone number', () => {
    assert(
      property(integer(), (value) => {
        for (const text of [`${value}`, `${value / 100}`, `${value.toLocaleString('en')}`])
          expect(guard.hash(text)).toBe(text);
      }),
    );
  });

  // A look that grows with the square of the length would not come back before the test is given up.
  it.each(['x', 'a.', 'a-', '1', '1 ', '+1 ', 'a@b.', '+49 '])('long runs of %j are gone through at once', (piece) => {
    const text = `${piece.repeat(100_000)} robin@example.com`;
    expect(guard.hash(text)).not.toContain('robin@');
    expect(guard.hash(piece.repeat(100_000))).toHaveLength(guard.hash(piece.repeat(100_000)).length);
  });

  it('a fault does not repeat what it found', () => {
    expect(() => guard.refuse('write to robin@example.com')).toThrow(/nothing was sent/);
    expect(() => guard.refuse('write to robin@example.com')).not.toThrow(/robin/);
  });
});
