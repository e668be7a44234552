import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../contracts/errors/index.ts';
import { vendorFailure } from './vendor-failure.ts';

const failed = (status: number, more: object = {}, message = 'no') =>
  Object.assign(new Error(message), { status, ...more });
const codeOf = (error: unknown) => vendorFailure('openai', error).code;

describe('a failure of a vendor', () => {
  it('passes unless the vendor refuses what we ask', () => {
    for (const status of [400, 401, 403, 404, 413, 422]) expect(codeOf(failed(status))).toBe('LLM_REFUSED');
    for (const status of [408, 429, 500, 503, 529]) expect(codeOf(failed(status))).toBe('LLM_UNAVAILABLE');
    for (const odd of [null, 'text', {}, new Error('socket')]) expect(codeOf(odd)).toBe('LLM_UNAVAILABLE');
  });

  it('of an account without money is told apart from a passing rate limit', () => {
    expect(codeOf(failed(402))).toBe('LLM_SPEND_LIMIT');
    expect(codeOf(failed(429, { error: { error: { code: 'insufficient_quota' } } }))).toBe('LLM_SPEND_LIMIT');
    expect(codeOf(failed(429, { error: { code: 'rate_limit_exceeded' } }))).toBe('LLM_UNAVAILABLE');
    expect(codeOf(failed(400, {}, 'You have reached your specified API usage limits'))).toBe('LLM_SPEND_LIMIT');
  });

  it('about the temperature is told apart from other refusals', () => {
    expect(codeOf(failed(400, {}, 'temperature is not supported'))).toBe('LLM_SAMPLING_REFUSED');
  });

  it('says when to come back, in seconds and never before now', () => {
    const waitSaid = (said: string) =>
      vendorFailure('xai', failed(429, { headers: new Headers({ 'retry-after': said }) })).retryAfterSeconds;
    expect(waitSaid('7')).toBe(7);
    expect(waitSaid('Thu, 01 Jan 1970 00:00:00 GMT')).toBe(0);
    expect(waitSaid('soon')).toBeNull();
  });

  it('that is ours stays as it is, however deep the client has wrapped it', () => {
    const ours = new CodedError('LLM_ANSWER_TOO_LARGE', 'cut off', {});
    expect(vendorFailure('xai', new Error('fetch', { cause: new Error('body', { cause: ours }) }))).toBe(ours);
  });

  it('repeats nothing of what the client says, which may quote the key', () => {
    const failure = vendorFailure('openai', failed(401, {}, 'Incorrect API key provided: sk-very-private'));
    expect(`${failure.message}${JSON.stringify(failure.details)}`).not.toContain('private');
  });
});
