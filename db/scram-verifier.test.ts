import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { scramVerifier } from './scram-verifier.ts';

describe('the verifier of a password', () => {
  // The exchange that RFC 7677 section 3 prints for the password "pencil".
  const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
  const nonce = 'rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0';
  const exchange = `n=user,r=rOprNGfwEbeRWgbNEkqO,r=${nonce},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=${nonce}`;

  it('holds the server key that signs the published exchange', () => {
    const [, , , serverKey = ''] = scramVerifier('pencil', salt).split(/[$:]/).slice(1);
    const signature = createHmac('sha256', Buffer.from(serverKey, 'base64')).update(exchange).digest('base64');
    expect(signature).toBe('6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=');
  });

  it('has the form that Postgres recognises, without the password', () => {
    const verifier = scramVerifier('a long password');
    expect(verifier).toMatch(/^SCRAM-SHA-256\$4096:[A-Za-z0-9+/=]{24}\$[A-Za-z0-9+/=]{44}:[A-Za-z0-9+/=]{44}$/);
    expect(verifier).not.toContain('password');
  });

  it('is another one each time, because the salt is', () => {
    expect(scramVerifier('same password')).not.toBe(scramVerifier('same password'));
  });
});
