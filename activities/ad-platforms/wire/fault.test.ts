import { describe, expect, it } from 'vitest';
import { failureFromFault } from './fault.ts';

const fault = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });

describe('what a fault of the network means', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED'])(
    '%s: a connection that was never made applied nothing',
    (code) => {
      expect(failureFromFault('Meta', fault(code), 'write').code).toBe('PLATFORM_UNAVAILABLE');
    },
  );
  it('a connection that broke, or a time-out, leaves a write open', () => {
    expect(failureFromFault('Meta', fault('ECONNRESET'), 'write').code).toBe('PLATFORM_OUTCOME_UNKNOWN');
    const late = new DOMException('late', 'TimeoutError');
    expect(failureFromFault('Meta', late, 'write').code).toBe('PLATFORM_OUTCOME_UNKNOWN');
    expect(failureFromFault('Meta', 'odd', 'read').code).toBe('PLATFORM_UNAVAILABLE');
  });
  it('says who did not answer and what broke, however deep it is wrapped', () => {
    const deep = new Error('a', {
      cause: new Error('b', { cause: Object.assign(new Error('c'), { code: 'ENOTFOUND' }) }),
    });
    expect(failureFromFault('Google', deep, 'write')).toMatchObject({
      code: 'PLATFORM_UNAVAILABLE',
      message: 'Google did not answer (ENOTFOUND).',
      details: { cause: 'ENOTFOUND' },
    });
    expect(failureFromFault('Google', null, 'write').details).toEqual({ cause: 'unknown' });
  });
});
