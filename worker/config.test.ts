import { describe, expect, it } from 'vitest';
import { readWorkerConfig } from './config.ts';

const credentials_key = 'ab'.repeat(32);
const enough = {
  DATABASE_URL: 'postgres://mbi_app:word@127.0.0.1/mbi',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  MBI_CREDENTIALS_KEY: credentials_key,
};

describe('the settings of the worker', () => {
  it('need a database, a Temporal and a key, and have defaults for the rest', () => {
    expect(readWorkerConfig(enough)).toMatchObject({
      ...enough,
      TEMPORAL_NAMESPACE: 'default',
      TEMPORAL_TASK_QUEUE: 'mbi',
    });
  });

  it('take an empty variable for one that is not set', () => {
    const empty = { ...enough, TEMPORAL_NAMESPACE: '', TEMPORAL_API_KEY: '', MBI_LOG_LEVEL: '' };
    expect(readWorkerConfig(empty)).toEqual(readWorkerConfig(enough));
  });

  it('leave out what is no setting of the worker', () => {
    expect(Object.keys(readWorkerConfig({ ...enough, MBI_JWT_SECRET: 'x', HOME: '/root' }))).toEqual(
      Object.keys(readWorkerConfig(enough)),
    );
  });

  it.each(['DATABASE_URL', 'TEMPORAL_ADDRESS', 'MBI_CREDENTIALS_KEY'])('name %s when it is missing', (name) => {
    expect(() => readWorkerConfig({ ...enough, [name]: undefined })).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining(name) }),
    );
  });

  it('name everything that is wrong at once, and never a value', () => {
    const wrong = { MBI_CREDENTIALS_KEY: 'hush-2', MBI_LOG_LEVEL: 'hush-3' };
    try {
      readWorkerConfig(wrong);
      expect.unreachable();
    } catch (error) {
      const text = `${String(error)}${JSON.stringify(error)}`;
      for (const name of Object.keys(wrong)) expect(text).toContain(name);
      expect(text).not.toContain('hush');
    }
  });
});
