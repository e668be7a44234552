import { isIP } from 'node:net';
import type postgres from 'postgres';
import { readDatabaseEncryption } from '../contracts/config/database-encryption.ts';

/**
 * What the driver is told to reach `url`: the address without its words on encryption, and TLS as they ask for it, in
 * libpq's sense. `authority` is a certificate (PEM); without one the usual authorities count. The driver itself knows no
 * `verify-ca` and no authority, and compares the certificate of a server that is addressed by number with `localhost`.
 */
export function connectionOptions(
  url: string,
  authority: string | undefined,
): { readonly address: string; readonly ssl: NonNullable<postgres.Options<Record<string, never>>['ssl']> } {
  const { address, encryption } = readDatabaseEncryption(url, authority);
  const from = authority === undefined ? {} : { ca: authority };
  switch (encryption) {
    case 'off':
      return { address, ssl: false };
    case 'if_offered':
      return { address, ssl: 'prefer' };
    case 'unverified':
      return { address, ssl: { rejectUnauthorized: false } };
    case 'authority':
      return { address, ssl: { ...from, checkServerIdentity: () => undefined } };
    case 'full':
      return { address, ssl: { ...from, ...numberedHost(address) } };
  }
}

function numberedHost(address: string): { readonly host?: string } {
  const host = URL.canParse(address) ? new URL(address).hostname.replace(/^\[|\]$/g, '') : '';
  return isIP(host) === 0 ? {} : { host };
}
