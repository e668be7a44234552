import { describe, expect, it } from 'vitest';
import type { Credential } from '../../../contracts/credential.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { createAccessToken } from './access-token.ts';

const now = new Date('2026-11-21T12:00:00Z');
const ended = () => new CodedError('PLATFORM_UNAUTHORIZED', 'over', { token_ended: true });

/** A platform that takes only the token `good`, and whose renewals give `renewed` tokens in order. */
function stage(start: Partial<Credential> = {}, renewed = ['good']) {
  const saved: Credential[] = [];
  const log: string[] = [];
  const faults: { save: Error | null; renew: Error | null } = { save: null, renew: null };
  const access = createAccessToken({
    vendor: 'Google',
    credential: { access_token: 'stale', refresh_token: 'refresh', expires_at: null, ...start },
    renew: async (refresh_token) => {
      log.push(`renew by ${refresh_token}`);
      if (faults.renew !== null) throw faults.renew;
      return { access_token: renewed.shift() ?? 'none', refresh_token: 'refresh-2', expires_at: null };
    },
    saveCredential: async (credential) => {
      log.push(`save ${credential.access_token}`);
      if (faults.save !== null) throw faults.save;
      saved.push(credential);
    },
    now: () => now,
  });
  const call = (token: string) => {
    log.push(`call with ${token}`);
    return token === 'good' ? Promise.resolve('done') : Promise.reject(ended());
  };
  return { access, saved, log, faults, call };
}

describe('a token that has ended', () => {
  it('stays ended where nothing is known to renew with', async () => {
    const { call, log } = stage();
    const credential = { access_token: 'stale', refresh_token: 'refresh', expires_at: '2026-11-21T12:00:10Z' };
    const save = () => Promise.reject(new Error('nothing to keep'));
    const facts = { vendor: 'TikTok', credential, renew: null, saveCredential: save, now: () => now };
    await expect(createAccessToken(facts).withToken(call)).rejects.toMatchObject({ code: 'PLATFORM_UNAUTHORIZED' });
    expect(log).toEqual(['call with stale']);
  });
  it('is renewed, kept, and only then used, with one more call', async () => {
    const { access, call, log } = stage();
    expect(await access.withToken(call)).toBe('done');
    expect(log).toEqual(['call with stale', 'renew by refresh', 'save good', 'call with good']);
    expect(await access.withToken(call)).toBe('done');
    expect(log.slice(4)).toEqual(['call with good']);
  });
  it('is renewed before the call when its end is known to be near', async () => {
    const { access, call, log } = stage({ expires_at: '2026-11-21T12:00:59Z' });
    await access.withToken(call);
    expect(log).toEqual(['renew by refresh', 'save good', 'call with good']);
    const later = stage({ access_token: 'good', expires_at: '2026-11-21T12:01:01Z' });
    await later.access.withToken(later.call);
    expect(later.log).toEqual(['call with good']);
  });
  it('is renewed once for all calls that wait', async () => {
    const { access, call, log } = stage();
    expect(await Promise.all([1, 2, 3].map(() => access.withToken(call)))).toEqual(['done', 'done', 'done']);
    expect(log.filter((entry) => entry.startsWith('renew'))).toHaveLength(1);
  });
  it('is not renewed again by a call that learns late that it was renewed already', async () => {
    const { access, call, log } = stage();
    let letFail: () => void = () => undefined;
    const late = access.withToken((token) =>
      token === 'good'
        ? call(token)
        : new Promise<string>((_resolve, reject) => {
            letFail = () => reject(ended());
          }),
    );
    expect(await access.withToken(call)).toBe('done');
    letFail();
    expect(await late).toBe('done');
    expect(log.filter((entry) => entry.startsWith('renew'))).toHaveLength(1);
  });
  it('is not renewed over and over: the second refusal is passed on', async () => {
    const { access, call, log } = stage({}, ['stale-again', 'good']);
    await expect(access.withToken(call)).rejects.toMatchObject({ code: 'PLATFORM_UNAUTHORIZED' });
    expect(log.filter((entry) => entry.startsWith('call'))).toHaveLength(2);
  });
  it('cannot be renewed without a refresh token', async () => {
    const { access, call, log } = stage({ refresh_token: null });
    await expect(access.withToken(call)).rejects.toMatchObject({ code: 'PLATFORM_UNAUTHORIZED' });
    expect(log).toEqual(['call with stale']);
  });
});

describe('other errors', () => {
  it.each([
    new CodedError('PLATFORM_UNAUTHORIZED', 'a permission is missing', {}),
    new CodedError('PLATFORM_REFUSED', 'no', { token_ended: true }),
    new CodedError('PLATFORM_OUTCOME_UNKNOWN', 'lost', {}),
    new TypeError('ours'),
  ])('%s renews nothing and repeats nothing', async (error) => {
    const { access, log } = stage();
    let calls = 0;
    const call = () => {
      calls += 1;
      return Promise.reject(error);
    };
    await expect(access.withToken(call)).rejects.toBe(error);
    expect([calls, log]).toEqual([1, []]);
  });
});

describe('a renewal that fails', () => {
  it('is told as it is, and the next call tries again', async () => {
    const { access, call, faults } = stage();
    faults.renew = new CodedError('PLATFORM_UNAVAILABLE', 'away');
    await expect(access.withToken(call)).rejects.toBe(faults.renew);
    faults.renew = null;
    expect(await access.withToken(call)).toBe('done');
  });
  it('to be kept is not used; later it is kept without another renewal, which might have cost the old one', async () => {
    const { access, call, log, faults, saved } = stage();
    faults.save = new Error('password=secret');
    const failed = access.withToken(call);
    await expect(failed).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
    await expect(failed).rejects.not.toThrow(/secret/);
    expect(log).not.toContain('call with good');
    faults.save = null;
    expect(await access.withToken(call)).toBe('done');
    expect(log.filter((entry) => entry.startsWith('renew'))).toHaveLength(1);
    expect(saved).toMatchObject([{ access_token: 'good', refresh_token: 'refresh-2' }]);
  });
});
