import { describe, expect, it } from 'vitest';
import { CodedError } from '../errors/index.ts';
import { apiConfig, configGroups, credentialsConfig, temporalConfig } from './index.ts';
import { isSecret } from './marks.ts';
import { readConfig } from './read-config.ts';
import { renderEnvironmentExample } from './render-example.ts';

const secret = 'x'.repeat(40);

describe('settings', () => {
  it('defaults fill what is absent, and an empty variable counts as absent', () => {
    expect(readConfig(apiConfig, { MBI_JWT_SECRET: secret, MBI_API_PORT: '' })).toMatchObject({
      MBI_API_PORT: 8000,
      MBI_RATE_LIMIT: true,
    });
    expect(readConfig(temporalConfig, { TEMPORAL_ADDRESS: 'a:1', TEMPORAL_TLS: 'true' })).toMatchObject({
      TEMPORAL_TLS: true,
    });
  });

  it('every variable that is missing or malformed is named, and no value is printed', () => {
    const attempt = () =>
      readConfig(apiConfig.extend(credentialsConfig.shape), {
        MBI_JWT_SECRET: 'too-short-secret',
        MBI_API_PORT: '99999',
        MBI_CREDENTIALS_KEY: 'not-hex-at-all',
      });
    expect(attempt).toThrow(CodedError);
    expect(attempt).toThrow(/MBI_JWT_SECRET[\s\S]*MBI_API_PORT|MBI_API_PORT[\s\S]*MBI_JWT_SECRET/);
    expect(attempt).toThrow(/MBI_CREDENTIALS_KEY/);
    expect(attempt).not.toThrow(/too-short-secret|not-hex-at-all/);
  });

  it('the example names each variable once, with what it is for', () => {
    const example = renderEnvironmentExample(configGroups);
    for (const schema of Object.values(configGroups)) {
      for (const [name, field] of Object.entries(schema.shape)) {
        expect(example.match(new RegExp(`^(# )?${name}=`, 'gm')), name).toHaveLength(1);
        expect(field.description, name).toBeTruthy();
        expect(new RegExp(`^# .* \\[secret\\]\n(# )?${name}=`, 'm').test(example), name).toBe(isSecret(field));
      }
    }
  });
});
