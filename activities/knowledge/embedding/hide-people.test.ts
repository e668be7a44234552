import { describe, expect, it } from 'vitest';
import { hidePeople } from './hide-people.ts';

describe('a text for readers outside', () => {
  it('holds no addresses and no telephone numbers', () => {
    expect(hidePeople('Ask jo.do+x@mail.example.com or +49 (30) 1234-5678.')).toBe('Ask [email] or [number].');
    expect(hidePeople('jörg@bücher.example')).toBe('[email]');
  });

  it('keeps amounts, days and ids of a few digits', () => {
    const kept = 'Spend 120000 on 2026-11-21, campaign 12345678, at 20 %.';
    expect(hidePeople(kept)).toBe(kept);
  });
});
