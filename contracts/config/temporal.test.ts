import { describe, expect, it } from 'vitest';
import { readConfig } from './read-config.ts';
import { temporalConfig, temporalConnectionOf } from './temporal.ts';

const connectionWith = (more: Record<string, string>) =>
  temporalConnectionOf(readConfig(temporalConfig, { TEMPORAL_ADDRESS: 'temporal:7233', ...more }));

describe('the connection to Temporal', () => {
  it('is plain unless something asks for more', () => {
    expect(connectionWith({})).toEqual({ address: 'temporal:7233', tls: false });
    expect(connectionWith({ TEMPORAL_TLS: 'true' })).toEqual({ address: 'temporal:7233', tls: {} });
  });

  it('never sends an API key in plain text', () => {
    expect(connectionWith({ TEMPORAL_API_KEY: 'key' })).toMatchObject({ apiKey: 'key', tls: {} });
    expect(connectionWith({ TEMPORAL_API_KEY: 'key', TEMPORAL_TLS: 'false' }).tls).toEqual({});
  });

  it('takes an authority, a name and a certificate of ours', () => {
    const { tls } = connectionWith({
      ...{ TEMPORAL_TLS_CA: 'ca', TEMPORAL_TLS_SERVER_NAME: 'temporal.example' },
      ...{ TEMPORAL_TLS_CERTIFICATE: 'certificate', TEMPORAL_TLS_KEY: 'key' },
    });
    expect(tls).toEqual({
      serverRootCACertificate: Buffer.from('ca'),
      serverNameOverride: 'temporal.example',
      clientCertPair: { crt: Buffer.from('certificate'), key: Buffer.from('key') },
    });
  });

  it.each(['TEMPORAL_TLS_CERTIFICATE', 'TEMPORAL_TLS_KEY'])('refuses %s alone', (name) => {
    const attempt = () => connectionWith({ [name]: 'a-secret-word' });
    expect(attempt).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
    expect(attempt).not.toThrow('a-secret-word');
  });
});
