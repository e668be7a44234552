import { expect, it } from 'vitest';
import { renewedCredential, renewedTokenWire } from './renewed-credential.ts';

const now = new Date('2026-11-21T12:00:00Z');

it.each([
  [{ access_token: 'a' }, { access_token: 'a', refresh_token: 'old', expires_at: null }],
  [
    { access_token: 'a', expires_in: 0, refresh_token: '' },
    { access_token: 'a', refresh_token: 'old', expires_at: null },
  ],
  [
    { access_token: 'a', expires_in: '60', refresh_token: 'new' },
    { access_token: 'a', refresh_token: 'new', expires_at: '2026-11-21T12:01:00.000Z' },
  ],
])('%j keeps the old refresh token unless there is a new one, and ends when it says', (answer, credential) => {
  expect(renewedCredential(renewedTokenWire.parse(answer), 'old', now)).toEqual(credential);
});

it('an answer without a token renews nothing', () => {
  expect(renewedTokenWire.safeParse({ access_token: '' }).success).toBe(false);
});
