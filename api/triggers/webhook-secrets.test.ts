import { describe, expect, it } from 'vitest';
import { CodedError } from '../../contracts/errors/index.ts';
import { firstSecret, nextSecret, overlapHours, secretsAt } from './webhook-secrets.ts';

const hour_ms = 3_600_000;
const settingsWith = (credentials_key: string | null): Parameters<typeof firstSecret>[0] => ({
  ...{ version: '0', public_url: 'http://localhost', temporal_ui_url: null, temporal_namespace: 'default' },
  ...{ sandbox: false, cors_origins: [], admin_folder: null, credentials_key },
});
const settings = settingsWith('ab'.repeat(32));
const place = { tenant_id: '0a0a0a0a-0000-4000-8000-000000000001', webhook_id: 'orders' };
const now = new Date('2026-03-01T12:00:00Z');
const hoursLater = (hours: number) => new Date(now.getTime() + hours * hour_ms);
const codeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error instanceof CodedError ? error.code : error;
  }
};

describe('the secrets of a webhook', () => {
  it('the first one is taken for ever, and what is stored does not show it', () => {
    const { secret, sealed } = firstSecret(settings, place);
    expect(secretsAt(settings, place, sealed, now)).toEqual([secret]);
    expect(secretsAt(settings, place, sealed, hoursLater(100_000))).toEqual([secret]);
    expect(sealed).not.toContain(secret);
    expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain(secret);
  });

  it('two are never the same, nor are two seals of one', () => {
    const made = [firstSecret(settings, place), firstSecret(settings, place)];
    expect(new Set(made.map(({ secret }) => secret)).size).toBe(2);
    expect(new Set(made.map(({ sealed }) => sealed)).size).toBe(2);
  });

  it.each([
    ['at once', 0, true],
    ['a moment before the day is over', overlapHours - 1 / hour_ms, true],
    ['when the day is over', overlapHours, false],
    ['later', overlapHours + 1, false],
  ])('after a rotation the old one is taken for a day: %s', (_, hours, taken) => {
    const first = firstSecret(settings, place);
    const next = nextSecret(settings, place, first.sealed, now);
    expect(next.until).toEqual(hoursLater(overlapHours));
    expect(secretsAt(settings, place, next.sealed, hoursLater(hours))).toEqual(
      taken ? [next.secret, first.secret] : [next.secret],
    );
  });

  it('of two rotations on one day only the newest before stays: whoever has an older one had a day', () => {
    const first = firstSecret(settings, place);
    const second = nextSecret(settings, place, first.sealed, now);
    const third = nextSecret(settings, place, second.sealed, hoursLater(1));
    expect(secretsAt(settings, place, third.sealed, hoursLater(2))).toEqual([third.secret, second.secret]);
    expect(secretsAt(settings, place, third.sealed, hoursLater(1 + overlapHours))).toEqual([third.secret]);
  });

  it.each([
    ['another webhook', { ...place, webhook_id: 'returns' }, settings],
    ['another tenant', { ...place, tenant_id: '0a0a0a0a-0000-4000-8000-000000000002' }, settings],
    ['an installation with another key', place, settingsWith('cd'.repeat(32))],
  ])('open for nobody else: %s', (_, elsewhere, others) => {
    const { sealed } = firstSecret(settings, place);
    expect(codeOf(() => secretsAt(others, elsewhere, sealed, now))).toBe('CREDENTIAL_UNREADABLE');
    expect(codeOf(() => nextSecret(others, elsewhere, sealed, now))).toBe('CREDENTIAL_UNREADABLE');
  });

  it('that somebody has touched are not read', () => {
    const { sealed } = firstSecret(settings, place);
    const middle = Math.floor(sealed.length / 2);
    const touched = `${sealed.slice(0, middle)}${sealed[middle] === 'A' ? 'B' : 'A'}${sealed.slice(middle + 1)}`;
    expect(codeOf(() => secretsAt(settings, place, touched, now))).toBe('CREDENTIAL_UNREADABLE');
  });

  it('cannot be made or read where nothing can be sealed', () => {
    const keyless = settingsWith(null);
    const { sealed } = firstSecret(settings, place);
    expect(codeOf(() => firstSecret(keyless, place))).toBe('UNAVAILABLE');
    expect(codeOf(() => secretsAt(keyless, place, sealed, now))).toBe('UNAVAILABLE');
  });
});
