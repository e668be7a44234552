import { describe, expect, it } from 'vitest';
import { named, recorded, refused, replayedTiktok, success } from '../../../tests/ad-platforms/replayed-tiktok.ts';

const tiktok = replayedTiktok();
const renewed = success({
  ...{
    access_token: 'new-token',
    expires_in: 86_400,
    refresh_token: 'new-refresh',
    refresh_token_expires_in: 31_536_000,
  },
});
const campaign = { body: recorded('campaign') };
const status = { reference: named.campaign, field: 'status', value: 'paused', request_id: 'r' } as const;
const tokens = () =>
  tiktok.sent().map(({ path, headers }) => [path.slice('/open_api/v1.3/'.length), headers['access-token']]);

describe('access that has ended', () => {
  it.each([40_104, 40_105])(
    'is renewed for a read under %i, kept before it is used, and used from then on',
    async (code) => {
      tiktok.answerWith(refused(code), renewed, campaign, campaign);
      const kept: string[] = [];
      const platform = tiktok.adapter({
        saveCredential: async ({ access_token }) => {
          kept.push(`${access_token} after ${tiktok.sent().length} requests`);
        },
      });
      await platform.readEntity(named.campaign);
      await platform.readEntity(named.campaign);
      expect(tokens()).toEqual([
        ['campaign/get/', 'a-token'],
        ['oauth2/token/', undefined],
        ['campaign/get/', 'new-token'],
        ['campaign/get/', 'new-token'],
      ]);
      expect(kept).toEqual(['new-token after 2 requests']);
    },
  );
  it('is renewed for a write too: it was refused unseen, so it is sent once more and not oftener', async () => {
    tiktok.answerWith(refused(40_105), renewed, refused(40_105));
    await expect(tiktok.adapter().write(status)).rejects.toMatchObject({ code: 'PLATFORM_UNAUTHORIZED' });
    expect(tokens().map(([path]) => path)).toEqual([
      'campaign/status/update/',
      'oauth2/token/',
      'campaign/status/update/',
    ]);
    expect(tiktok.saved).toEqual([
      { access_token: 'new-token', refresh_token: 'new-refresh', expires_at: '2026-11-22T12:00:00.000Z' },
    ]);
  });
  it('is asked for with the app, its secret and the refresh token, in the body alone', async () => {
    tiktok.answerWith(refused(40_105), renewed, campaign);
    await tiktok.adapter().readEntity(named.campaign);
    expect(tiktok.lines()[1]).toBe(
      'POST /open_api/v1.3/oauth2/token/ {"client_id":"7420042004200420042","client_secret":"a-secret","grant_type":"refresh_token","refresh_token":"r-token"}',
    );
  });
  it('is renewed before it ends when TikTok said when', async () => {
    tiktok.answerWith(renewed, campaign);
    const credential = { access_token: 'old', refresh_token: 'r', expires_at: '2026-11-21T12:00:30.000Z' };
    await tiktok.adapter({ credential }).readEntity(named.campaign);
    expect(tokens().map(([path]) => path)).toEqual(['oauth2/token/', 'campaign/get/']);
  });
  it('keeps its refresh token when the answer brings no other, and does not end when no end is said', async () => {
    tiktok.answerWith(refused(40_105), success({ access_token: 'new-token' }), campaign);
    await tiktok.adapter().readEntity(named.campaign);
    expect(tiktok.saved).toEqual([{ access_token: 'new-token', refresh_token: 'r-token', expires_at: null }]);
  });
  it.each([
    ['there is no refresh token', { credential: { access_token: 'a', refresh_token: null, expires_at: null } }],
    ['there is no app', { app: { app_id: '1', secret: null } }],
  ])('asks for a new connection when %s', async (_name, options) => {
    tiktok.answerWith(refused(40_105, 'Access token is expired'));
    await expect(tiktok.adapter(options).readEntity(named.campaign)).rejects.toMatchObject({
      ...{ code: 'PLATFORM_UNAUTHORIZED', message: 'TikTok: Access token is expired' },
    });
    expect(tiktok.sent()).toHaveLength(1);
  });
  it('asks for a new connection when the refresh token has ended too', async () => {
    tiktok.answerWith(refused(40_105), refused(40_110));
    await expect(tiktok.adapter().readEntity(named.campaign)).rejects.toMatchObject({ code: 'PLATFORM_UNAUTHORIZED' });
    expect(tiktok.saved).toEqual([]);
  });
  it('is no reason to renew when only a permission is missing', async () => {
    tiktok.answerWith(refused(40_001));
    await expect(tiktok.adapter().readEntity(named.campaign)).rejects.toMatchObject({ code: 'PLATFORM_UNAUTHORIZED' });
    expect(tiktok.sent()).toHaveLength(1);
  });
});
