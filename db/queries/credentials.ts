import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { keysOf } from '../../contracts/config/keys.ts';
import { CodedError } from '../../contracts/errors/index.ts';

/**
 * The keys (a setting of keysOf: the first seals, all open) and the account that a credential belongs to: sealed for one, it
 * opens for no other.
 */
export type CredentialSeal = {
  readonly key: string;
  readonly account: { readonly tenant_id: string; readonly platform: string; readonly external_id: string };
};

const tagLength = 16;

/**
 * Encrypts an ad-account token for `ad_accounts.credential_ciphertext` with AES-256-GCM (NIST SP 800-38D) and a fresh
 * random 96-bit nonce. The text is `v1.<nonce>.<ciphertext and tag>`, both base64url; the first part names the format,
 * so that a later one can be told apart.
 */
export function sealCredential(credential: string, { key, account }: CredentialSeal): string {
  const nonce = randomBytes(12);
  const [currentKey] = keysOf(key);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(currentKey, 'hex'), nonce).setAAD(boundTo(account));
  const sealed = Buffer.concat([cipher.update(credential, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `v1.${nonce.toString('base64url')}.${sealed.toString('base64url')}`;
}

/**
 * Opens what `sealCredential` made. Throws CREDENTIAL_UNREADABLE when the text was changed, belongs to another account,
 * was sealed with another key or has an unknown format; the error says which account, and nothing of the text or key.
 */
export function openCredential(sealed: string, seal: CredentialSeal): string {
  return openWithEach(sealed, seal).text;
}

/**
 * The same text sealed with the newest key, or null when it is already: what a change of keys does to each stored text.
 * Throws CREDENTIAL_UNREADABLE as `openCredential` does.
 */
export function resealCredential(sealed: string, seal: CredentialSeal): string | null {
  const { text, key_index } = openWithEach(sealed, seal);
  return key_index === 0 ? null : sealCredential(text, seal);
}

function openWithEach(sealed: string, { key: keys, account }: CredentialSeal) {
  for (const [key_index, key] of keysOf(keys).entries()) {
    const text = openWith(sealed, account, key);
    if (text !== null) return { key_index, text };
  }
  throw new CodedError('CREDENTIAL_UNREADABLE', `The token of ${account.external_id} cannot be decrypted.`, {
    account,
  });
}

function openWith(sealed: string, account: CredentialSeal['account'], key: string): string | null {
  try {
    const [version, nonce = '', body = ''] = sealed.split('.');
    if (version !== 'v1') return null;
    const bytes = Buffer.from(body, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'hex'), Buffer.from(nonce, 'base64url'), {
      authTagLength: tagLength,
    });
    decipher.setAAD(boundTo(account)).setAuthTag(bytes.subarray(-tagLength));
    return Buffer.concat([decipher.update(bytes.subarray(0, -tagLength)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

function boundTo(account: CredentialSeal['account']): Buffer {
  return Buffer.from(JSON.stringify([account.tenant_id, account.platform, account.external_id]));
}
