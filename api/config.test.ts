import { describe, expect, it } from 'vitest';
import { readApiConfig } from './config.ts';

const least = {
  DATABASE_URL: 'postgres://mbi_app:pw@127.0.0.1:5432/mbi',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  MBI_JWT_SECRET: 'x'.repeat(32),
};

describe('the settings of the API', () => {
  it('limit requests, listen on this machine only and let no other origin in, unless told', () => {
    const config = readApiConfig(least);
    expect(config).toMatchObject({ host: '127.0.0.1', port: 8000, rate_limit: true });
    expect(config.settings).toMatchObject({ public_url: '', cors_origins: [], sandbox: false });
  });

  it.each([
    ['https://mbi.example', 'https://mbi.example'],
    ['https://mbi.example/', 'https://mbi.example'],
    ['https://mbi.example/path//', 'https://mbi.example/path'],
  ])('take the address %s without slashes at its end', (given, expected) => {
    const { settings } = readApiConfig({ ...least, MBI_PUBLIC_URL: given, TEMPORAL_UI_URL: given });
    expect([settings.public_url, settings.temporal_ui_url]).toEqual([expected, expected]);
  });

  it('take several origins, however they are spaced', () => {
    const { settings } = readApiConfig({ ...least, MBI_CORS_ORIGINS: ' https://a.example ,, https://b.example,' });
    expect(settings.cors_origins).toEqual(['https://a.example', 'https://b.example']);
  });

  it('name everything that is wrong at once, and never a value', () => {
    const read = () => readApiConfig({ MBI_JWT_SECRET: 'too-short-secret', MBI_API_PORT: 'many' });
    expect(read).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
    for (const name of ['DATABASE_URL', 'MBI_JWT_SECRET', 'MBI_API_PORT']) expect(read).toThrow(name);
    expect(read).not.toThrow('too-short-secret');
  });
});
