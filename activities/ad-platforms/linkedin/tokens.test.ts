import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntityReference } from '../../../contracts/ad-platform.ts';
import { openLinkedIn, type ReplayedLinkedIn, recorded } from '../../../tests/ad-platforms/linkedin-on-replay.ts';

const group: EntityReference = { account_id: '504004001', entity_type: 'campaign', entity_id: '613870146' };
const write = { reference: group, field: 'status', value: 'paused', request_id: 'r' } as const;
const expired = { status: 401, body: recorded('error-expired-token') };
const renewed = {
  body: { access_token: 'a-new-token', expires_in: 5_184_000, refresh_token: 'a-new-refresh', scope: 'r_ads' },
};
const here = { body: recorded('campaign-group') };

let linkedin: ReplayedLinkedIn;
beforeAll(async () => {
  linkedin = await openLinkedIn();
});
afterAll(() => linkedin.stop());
const sentWith = () => linkedin.sent().map((request) => [request.path, request.headers.authorization]);
const path = '/rest/adAccounts/504004001/adCampaignGroups/613870146';

describe('an access token that has ended', () => {
  it('is renewed once and kept before it is used', async () => {
    const adapter = linkedin.adapterWith();
    linkedin.answerWith(expired, renewed, here);
    expect((await adapter.readEntity(group)).name).toBe('Autumn boots');
    expect(sentWith()).toEqual([
      [path, 'Bearer a-token'],
      ['/oauth/v2/accessToken', undefined],
      [path, 'Bearer a-new-token'],
    ]);
    expect(linkedin.sent()[1]).toMatchObject({
      method: 'POST',
      body: 'grant_type=refresh_token&refresh_token=refresh-a-token&client_id=an-app&client_secret=a-secret',
    });
    expect(linkedin.saved).toEqual([
      { access_token: 'a-new-token', refresh_token: 'a-new-refresh', expires_at: '2027-01-20T12:00:00.000Z' },
    ]);
  });
  it('was refused before the write was looked at, so that the write is made once more', async () => {
    const adapter = linkedin.adapterWith();
    linkedin.answerWith(expired, renewed, { status: 204, body: '' });
    await adapter.write(write);
    expect(linkedin.sent().filter((request) => request.path === path)).toHaveLength(2);
  });
  it('is renewed before it ends when its end is known', async () => {
    const credential = { access_token: 'old', refresh_token: 'r', expires_at: '2026-11-21T12:00:30Z' };
    const adapter = linkedin.adapterWith({ credential });
    linkedin.answerWith(renewed, here);
    await adapter.readEntity(group);
    expect(sentWith().map(([, authorization]) => authorization)).toEqual([undefined, 'Bearer a-new-token']);
  });
  it('keeps its refresh token when LinkedIn gives no other, and its end is not known when not said', async () => {
    const adapter = linkedin.adapterWith();
    linkedin.answerWith(expired, { body: { access_token: 'a-new-token' } }, here);
    await adapter.readEntity(group);
    expect(linkedin.saved).toEqual([
      { access_token: 'a-new-token', refresh_token: 'refresh-a-token', expires_at: null },
    ]);
  });
  it('is not asked for again and again: a renewed one that is refused too is the end', async () => {
    const adapter = linkedin.adapterWith();
    linkedin.answerWith(expired, renewed, expired);
    await expect(adapter.readEntity(group)).rejects.toMatchObject({ code: 'PLATFORM_UNAUTHORIZED' });
    expect(linkedin.sent()).toHaveLength(3);
  });
  it.each([
    [
      'LinkedIn refuses the refresh token',
      { status: 400, body: { error: 'invalid_request' } },
      'PLATFORM_UNAUTHORIZED',
    ],
    ['LinkedIn is down', { status: 503 }, 'PLATFORM_UNAVAILABLE'],
    ['LinkedIn throttles', { status: 429 }, 'PLATFORM_UNAVAILABLE'],
    ['the connection breaks', { drop: true }, 'PLATFORM_UNAVAILABLE'],
    ['the answer is no token', { body: { token: 'x' } }, 'PLATFORM_ANSWER_INVALID'],
  ])('stays ended when %s, and a write is known not to be made', async (_name, answer, code) => {
    const adapter = linkedin.adapterWith();
    linkedin.answerWith(expired, answer);
    const failed = await adapter.write(write).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code });
    expect(linkedin.saved).toEqual([]);
    expect(`${failed} ${JSON.stringify(failed)}`).not.toMatch(/refresh-a-token|a-secret|a-token/);
  });
  it('cannot be renewed without the app’s key, and nothing is tried', async () => {
    const adapter = linkedin.adapterWith({ app: null });
    linkedin.answerWith(expired);
    await expect(adapter.write(write)).rejects.toMatchObject({ code: 'PLATFORM_UNAUTHORIZED' });
    expect(linkedin.sent()).toHaveLength(1);
  });
  it('that was taken back is not renewed', async () => {
    const adapter = linkedin.adapterWith();
    linkedin.answerWith({ status: 401, body: { status: 401, code: 'REVOKED_ACCESS_TOKEN', message: 'Taken back' } });
    await expect(adapter.readEntity(group)).rejects.toMatchObject({ code: 'PLATFORM_UNAUTHORIZED' });
    expect(linkedin.sent()).toHaveLength(1);
  });
});
