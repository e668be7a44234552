import { describe, expect, it } from 'vitest';
import { refused, replayedTiktok, success } from '../../../tests/ad-platforms/replayed-tiktok.ts';
import { tiktokCapabilities } from './capabilities.ts';
import { tiktokAds } from './platform.action.ts';

const tiktok = replayedTiktok();
const account = {
  account: { external_id: '7050050050051', currency: 'EUR', timezone: 'UTC', settings: {} },
  credential: { access_token: 't', refresh_token: 'r', expires_at: null },
  ...{ saveCredential: async () => undefined, now: () => new Date() },
};
const advertiser = success({ list: [{ advertiser_id: '7050050050051', currency: 'EUR' }] });

describe('the platform as the worker opens it', () => {
  it('reaches the sandbox by its settings, and can renew there', async () => {
    const adapter = await tiktokAds.prepare(tiktokAds.sandboxSettings('http://sandbox.example'))({
      ...{ ...account, fetch: tiktok.fetch },
    });
    tiktok.answerWith(refused(40_105), success({ access_token: 'n' }), advertiser);
    expect(await adapter.readAccount()).toEqual({
      ...{ account_id: '7050050050051', name: '7050050050051', currency: 'EUR', timezone: 'UTC' },
    });
    expect(tiktok.asked).toEqual([
      'http://sandbox.example/open_api/v1.3/advertiser/info/',
      'http://sandbox.example/open_api/v1.3/oauth2/token/',
      'http://sandbox.example/open_api/v1.3/advertiser/info/',
    ]);
    expect([adapter.platform, adapter.read_after_write_lag_seconds]).toEqual(['tiktok_ads', 2]);
  });
  it('without settings reaches TikTok itself, and renews nothing', async () => {
    const adapter = await tiktokAds.prepare({})({ ...account, fetch: tiktok.fetch });
    tiktok.answerWith(refused(40_105));
    await expect(adapter.readAccount()).rejects.toMatchObject({ code: 'PLATFORM_UNAUTHORIZED' });
    expect(tiktok.asked).toEqual(['https://business-api.tiktok.com/open_api/v1.3/advertiser/info/']);
    expect([adapter.read_after_write_lag_seconds, adapter.write_timeout_seconds]).toEqual([10, 5]);
  });
  it('says what is wrong with a setting', () => {
    expect(() => tiktokAds.prepare({ TIKTOK_ADS_WRITE_TIMEOUT_SECONDS: '-1' })).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID' }),
    );
  });
});

describe('what TikTok can do', () => {
  it('is told once: each ability has the field that it writes', () => {
    const writable = Object.values(tiktokCapabilities.writable).flat();
    const fields = {
      ...{ set_daily_budget: 'daily_budget_minor', set_lifetime_budget: 'lifetime_budget_minor' },
      ...{ set_bid: 'bid_amount_minor', set_status: 'status', rotate_creative: 'creative_id' },
      ...{ upload_creative: 'content_digest', set_schedule: 'ends_at', audience_expansion: 'audience_expansion' },
      ...{ include_audiences: 'included_audience_ids', exclude_audiences: 'excluded_audience_ids' },
    } as const;
    for (const [ability, field] of Object.entries(fields))
      expect([ability, tiktokCapabilities.abilities.some((each) => each === ability)]).toEqual([
        ...[ability, writable.some((each) => each === field)],
      ]);
  });
});
