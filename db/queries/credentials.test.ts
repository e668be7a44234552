import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../../contracts/errors/index.ts';
import { type CredentialSeal, openCredential, sealCredential } from './credentials.ts';

const account = { tenant_id: '01900000-0000-7000-8000-000000000001', platform: 'meta_ads', external_id: 'act_1' };
const seal: CredentialSeal = { key: '0f'.repeat(32), account };
const token = 'EAAB-a-token-that-nobody-may-read';

function refusal(work: () => unknown): CodedError {
  try {
    work();
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
  throw new Error('It opened.');
}

describe('a sealed credential', () => {
  it('opens to the same text, whatever that is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(openCredential(sealCredential(text, seal), seal)).toBe(text);
      }),
    );
  });

  it('shows nothing of the text and is another one each time', () => {
    const sealed = new Set(Array.from({ length: 50 }, () => sealCredential(token, seal)));
    expect(sealed.size).toBe(50);
    for (const each of sealed) {
      expect(each).toMatch(/^v1\.[\w-]{16}\.[\w-]+$/);
      expect(Buffer.from(each.split('.')[2] ?? '', 'base64url').toString('latin1')).not.toContain('EAAB');
    }
  });

  it('does not open after any one character was changed', () => {
    const sealed = sealCredential(token, seal);
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = sealed.slice(0, at) + (sealed.charAt(at) === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      // The last character of base64url may carry bits that decode to nothing; those changes are no changes.
      const same = decoded(changed) === decoded(sealed);
      if (!same) expect(refusal(() => openCredential(changed, seal)).code).toBe('CREDENTIAL_UNREADABLE');
    }
  });

  it.each([
    ['another key', { ...seal, key: 'f0'.repeat(32) }],
    ['another account', { ...seal, account: { ...account, external_id: 'act_2' } }],
    ['another tenant', { ...seal, account: { ...account, tenant_id: '01900000-0000-7000-8000-000000000002' } }],
    ['another platform', { ...seal, account: { ...account, platform: 'google_ads' } }],
    ['a key of the wrong length', { ...seal, key: 'ff' }],
  ])('does not open with %s', (_what, other) => {
    const sealed = sealCredential(token, seal);
    expect(refusal(() => openCredential(sealed, other)).code).toBe('CREDENTIAL_UNREADABLE');
  });

  it.each(['', 'v1', 'v1..', 'v1.AAAA.AAAA', 'v2.AAAAAAAAAAAAAAAA.AAAA', 'plain token'])(
    'is not mistaken for something else: %j',
    (text) => {
      expect(refusal(() => openCredential(text, seal)).code).toBe('CREDENTIAL_UNREADABLE');
    },
  );

  it('does not accept a shortened tag', () => {
    const [version, nonce, body = ''] = sealCredential(token, seal).split('.');
    const short = Buffer.from(body, 'base64url').subarray(0, -4).toString('base64url');
    expect(refusal(() => openCredential([version, nonce, short].join('.'), seal)).code).toBe('CREDENTIAL_UNREADABLE');
  });

  it('keeps text and key out of the error', () => {
    const error = refusal(() => openCredential(`${sealCredential(token, seal)}x`, { ...seal, key: 'aa'.repeat(32) }));
    expect(error.details).toEqual({ account });
    for (const secret of [token, 'aa'.repeat(32), 'v1.']) {
      expect(`${error.message} ${error.stack} ${JSON.stringify(error.details)}`).not.toContain(secret);
    }
  });
});

function decoded(sealed: string): string {
  return sealed
    .split('.')
    .map((part, index) => (index === 0 ? part : Buffer.from(part, 'base64url').toString('hex')))
    .join('.');
}
