import { describe, expect, it } from 'vitest';
import { configGroups } from './index.ts';
import { describeTransports, requireEncryption } from './transport.ts';

const of = (environment: Record<string, string>) => describeTransports(environment, configGroups)[0];
const production = { MBI_ENVIRONMENT: 'prod' };

describe('how a setting leads out', () => {
  it.each([
    ['postgres://a:b@127.0.0.1:5432/c', 'local', 'plain'],
    ['postgres://a:b@[::1]/c', 'local', 'plain'],
    ['postgres://a:b@postgres:5432/mbi', 'private', 'plain'],
    ['postgresql://a:p%40ss@10.1.2.3/c', 'private', 'plain'],
    ['postgres://a:b@172.32.0.1/c', 'public', 'plain'],
    ['postgres://a:b@db.svc.cluster.local/c', 'private', 'plain'],
    ['postgres://a:b@[fd00::1]/c', 'private', 'plain'],
    ['postgres://a:b@[2001:db8::1]:5432/c', 'public', 'plain'],
    ['postgres://a:b@10.0.0.1:5432,db.example.com:5432/c', 'public', 'plain'],
    ['postgres://a:b@db.example.com/c?sslmode=disable', 'public', 'plain'],
    ['postgres://a:b@db.example.com/c?sslmode=prefer', 'public', 'plain'],
    ['postgres://a:b@db.example.com/c?sslmode=require', 'public', 'unverified'],
    ['postgres://a:b@db.example.com/c?sslmode=verify-ca', 'public', 'unverified'],
    ['postgres://a:b@db.example.com/c?sslmode=verify-full', 'public', 'verified'],
    ['postgres://a:b@db.example.com/c?sslrootcert=system', 'public', 'verified'],
    ['postgres://a:b@localhost.evil.example/c', 'public', 'plain'],
    ['postgres://a@127.0.0.1.evil.example/c', 'public', 'plain'],
    ['postgres://a@10.0.0.1.evil.example/c', 'public', 'plain'],
    ['postgres://10.evil.example/c', 'public', 'plain'],
    ['postgres://a@localhost:b@db.example.com/c', 'public', 'plain'],
    ['postgres://a:b@localhost@db.example.com/c', 'public', 'plain'],
  ] as const)('%s: %s, %s', (DATABASE_URL, reach, protection) => {
    expect(of({ DATABASE_URL })).toEqual({ name: 'DATABASE_URL', reach, protection });
  });

  it('an authority for the database means that it is verified', () => {
    const DATABASE_URL = 'postgres://a:b@db.example.com/c';
    expect(of({ DATABASE_URL, DATABASE_CA: 'pem' })).toMatchObject({ protection: 'verified' });
  });

  it.each([
    [{}, 'plain'],
    [{ TEMPORAL_TLS: 'true' }, 'verified'],
    [{ TEMPORAL_API_KEY: 'key' }, 'verified'],
    [{ TEMPORAL_TLS_CA: 'pem' }, 'verified'],
    [{ TEMPORAL_TLS_CERTIFICATE: 'pem', TEMPORAL_TLS_KEY: 'pem' }, 'verified'],
  ] as const)('Temporal with %j: %s', (more, protection) => {
    const environment = { TEMPORAL_ADDRESS: 'mine.tmprl.cloud:7233', ...more };
    expect(of(environment)).toEqual({ name: 'TEMPORAL_ADDRESS', reach: 'public', protection });
  });

  it.each([
    ['smtp://u:p@mail.example.com:587', 'plain'],
    ['smtp://u:p@mail.example.com:587?requireTLS=true', 'verified'],
    ['smtp://u:p@mail.example.com:587?xrequireTLS=true', 'plain'],
    ['smtps://u:p@mail.example.com:465', 'verified'],
  ] as const)('mail by %s: %s', (SMTP_URL, protection) => {
    expect(of({ SMTP_URL })).toMatchObject({ reach: 'public', protection });
  });
});

describe('production', () => {
  const open = { MBI_PUBLIC_URL: 'http://mbi.example.com', OPENAI_BASE_URL: 'http://models.example.com/v1' };

  it.each(['prod', 'production'])(
    '(%s) does not start with a way to a public server in plain text, and names each setting but no address',
    (MBI_ENVIRONMENT) => {
      const attempt = () => requireEncryption({ MBI_ENVIRONMENT, ...open }, configGroups);
      expect(attempt).toThrow(
        expect.objectContaining({
          code: 'PLAIN_TEXT_REFUSED',
          details: { names: ['MBI_PUBLIC_URL', 'OPENAI_BASE_URL'] },
          message: expect.not.stringContaining('example.com'),
        }),
      );
    },
  );

  it('starts with it when that is allowed in so many words, and tells what to warn of', () => {
    const allowed = { ...production, ...open, MBI_ALLOW_PLAIN_TEXT: 'true' };
    expect(requireEncryption(allowed, configGroups)).toEqual(['MBI_PUBLIC_URL', 'OPENAI_BASE_URL']);
    expect(requireEncryption({ ...open, MBI_ENVIRONMENT: 'staging' }, configGroups)).toHaveLength(2);
  });

  it('starts with servers of its own network in plain text, and with others encrypted', () => {
    const environment = {
      ...{ ...production, DATABASE_URL: 'postgres://a:b@postgres/mbi', TEMPORAL_ADDRESS: 'temporal:7233' },
      ...{ MBI_PUBLIC_URL: 'https://mbi.example.com', SMTP_URL: 'smtps://mail.example.com' },
    };
    expect(requireEncryption(environment, configGroups)).toEqual([]);
  });
});
