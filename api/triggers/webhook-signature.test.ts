import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createWebhookSecret, isSigned, signWebhook } from './webhook-signature.ts';

const secret = createWebhookSecret();
const now = new Date('2026-03-01T09:00:00Z');
const timestamp = String(now.getTime() / 1_000);
const body = Buffer.from('{"stock":0}');
const id = 'msg_1';
const signature = signWebhook(secret, { id, timestamp, body });
const headers = { id, timestamp, signature };

describe('a signature of Standard Webhooks 1.0', () => {
  it('is the HMAC of id, time and body with the bytes behind whsec_', () => {
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const key = Buffer.from(secret.slice(6), 'base64');
    const wanted = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
    expect(signature).toBe(`v1,${wanted}`);
    // The example of the specification's reference implementations.
    const example = signWebhook('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', {
      ...{ id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: '1614265330' },
      body: Buffer.from('{"test": 2432232314}'),
    });
    expect(example).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('is taken, also beside others, and under any of the secrets', () => {
    expect(isSigned(headers, body, [secret], now)).toBe(true);
    expect(isSigned({ ...headers, signature: `v1a,xx v1,AAAA ${signature}` }, body, [secret], now)).toBe(true);
    expect(isSigned(headers, body, [createWebhookSecret(), secret], now)).toBe(true);
  });

  it.each<[string, Partial<typeof headers>, string]>([
    ['another body', {}, '{"stock":1}'],
    ['another id', { id: 'msg_2' }, '{"stock":0}'],
    ['another time', { timestamp: String(Number(timestamp) + 1) }, '{"stock":0}'],
    ['another version', { signature: signature.replace('v1,', 'v2,') }, '{"stock":0}'],
    ['one that is cut off', { signature: signature.slice(0, -2) }, '{"stock":0}'],
    ['none', { signature: '' }, '{"stock":0}'],
    ['no time', { timestamp: 'now' }, '{"stock":0}'],
    ['no id', { id: '' }, '{"stock":0}'],
    ['too many before it', { signature: `${'v1,x '.repeat(8)}${signature}` }, '{"stock":0}'],
  ])('is refused: %s', (_case, change, text) => {
    expect(isSigned({ ...headers, ...change }, Buffer.from(text), [secret], now)).toBe(false);
  });

  it.each([
    [300, true],
    [-300, true],
    [301, false],
    [-301, false],
  ])('made %i seconds away from now is taken: %s', (seconds, taken) => {
    expect(isSigned(headers, body, [secret], new Date(now.getTime() + seconds * 1_000))).toBe(taken);
  });

  it('is never right without a secret', () => {
    expect(isSigned(headers, body, [], now)).toBe(false);
    expect(isSigned({ id: undefined, timestamp: undefined, signature: undefined }, body, [secret], now)).toBe(false);
  });
});
