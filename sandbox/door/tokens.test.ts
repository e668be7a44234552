import { beforeEach, describe, expect, it } from 'vitest';
import { createClock } from '../clock/clock.ts';
import { createInventory } from '../world/inventory.ts';
import { createTokens, type TokenLife, type Tokens } from './tokens.ts';

const google: TokenLife = { platform: 'google_ads', token_seconds: 3600 };
const endless: TokenLife = { platform: 'tiktok_ads', token_seconds: null };
const own = 'sandbox-token-alder-finch-google';

let now: number;
let tokens: Tokens;
beforeEach(() => {
  now = 1_800_000_000_000;
  tokens = createTokens({ inventory: createInventory(), clock: createClock(() => now) });
});
const opens = (token: string, life = google) => {
  const found = tokens.open(token, life);
  return typeof found === 'object' ? (found?.external_id ?? null) : found;
};
const renewed = (refresh = `refresh-${own}`, life = google) => tokens.renew(refresh, life)?.access_token ?? '';

describe('an access token', () => {
  it('of an account opens it on its own platform only', () => {
    expect(opens(own)).toBe('3003003001');
    expect(opens(own, endless)).toBeNull();
    for (const wrong of ['', `${own}x`, 'refresh', `${own}.`, `${own}.x`]) expect(opens(wrong), wrong).toBeNull();
  });

  it('of an account never ends by itself, one that was fetched ends after its time', () => {
    const fetched = renewed();
    expect([opens(own), opens(fetched)]).toEqual(['3003003001', '3003003001']);
    now += 3_599_000;
    expect(opens(fetched)).toBe('3003003001');
    now += 3_000_000;
    expect([opens(own), opens(fetched)]).toEqual(['3003003001', 'expired']);
  });

  it('does not end where the platform’s tokens last', () => {
    const fetched = renewed('refresh-sandbox-token-alder-finch-tiktok', endless);
    now += 400 * 86_400_000;
    expect(opens(fetched, endless)).toBe('7050050050051');
  });

  it('that is ended opens nothing any more, while a new one does', () => {
    tokens.expire(own);
    expect(opens(own)).toBe('expired');
    const fetched = renewed();
    expect(opens(fetched)).toBe('3003003001');
    tokens.expire(fetched);
    expect(opens(fetched)).toBe('expired');
    expect(opens(renewed())).toBe('3003003001');
    tokens.clear();
    expect(opens(own)).toBe('3003003001');
  });

  it('is another one each time, within one second too', () => {
    const all = Array.from({ length: 5 }, () => renewed());
    expect(new Set(all).size).toBe(5);
    expect(all.map((token) => opens(token))).toEqual(Array.from({ length: 5 }, () => '3003003001'));
  });

  it.each(['', own, 'refresh-', 'refresh-unknown', `refresh-refresh-${own}`, `refresh-${own}.1`])(
    'is not given for “%s”',
    (refresh) => {
      expect(tokens.renew(refresh, google)).toBeNull();
    },
  );

  it('is not given for the refresh token of another platform', () => {
    expect(tokens.renew(`refresh-${own}`, endless)).toBeNull();
  });
});
