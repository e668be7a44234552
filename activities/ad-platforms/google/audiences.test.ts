import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type GoogleReplay,
  googleFixture,
  mutated,
  openGoogleReplay,
  stream,
} from '../../../tests/ad-platforms/google-replay.ts';
import { adGroup, campaign, wish } from '../../../tests/ad-platforms/google-wishes.ts';

let replay: GoogleReplay;
beforeAll(async () => {
  replay = await openGoogleReplay();
});
afterAll(() => replay.server.stop());

const lastSent = () => replay.sent().at(-1);

describe('a list of audiences is written whole', () => {
  const criteria = { body: googleFixture('campaign-criteria') };
  it('in one request of removals and creations, and the other list stays', async () => {
    replay.server.answerWith(criteria, mutated('a', 'b'));
    await replay.adapter().write(wish(campaign, 'included_audience_ids', '71,73'));
    expect(lastSent()?.path).toBe('/v26/customers/1/campaignCriteria:mutate');
    expect(lastSent()?.json).toEqual({
      operations: [
        { remove: 'customers/1/campaignCriteria/111~72' },
        { create: { campaign: 'customers/1/campaigns/111', userList: { userList: 'customers/1/userLists/73' } } },
      ],
      ...{ partialFailure: false, validateOnly: false },
    });
  });
  it('what is left out is negative, on ad groups too', async () => {
    replay.server.answerWith(stream(), mutated('a'));
    await replay.adapter().write(wish(adGroup, 'excluded_audience_ids', '79,79'));
    expect(lastSent()?.path).toBe('/v26/customers/1/adGroupCriteria:mutate');
    expect(lastSent()?.json.operations).toEqual([
      {
        create: {
          adGroup: 'customers/1/adGroups/222',
          userList: { userList: 'customers/1/userLists/79' },
          negative: true,
        },
      },
    ]);
  });
  it('that already is as it shall be needs no mutation', async () => {
    replay.server.answerWith(criteria);
    expect(await replay.adapter().write(wish(campaign, 'excluded_audience_ids', '79'))).toEqual({
      platform_request_id: null,
    });
    expect(replay.sent()).toHaveLength(1);
  });
  it('none takes them all away', async () => {
    replay.server.answerWith(criteria, mutated('a', 'b'));
    await replay.adapter().write(wish(campaign, 'included_audience_ids', ''));
    expect(lastSent()?.json.operations).toEqual([
      { remove: 'customers/1/campaignCriteria/111~72' },
      { remove: 'customers/1/campaignCriteria/111~71' },
    ]);
  });
  it('an audience cannot be aimed at and left out', async () => {
    replay.server.answerWith(criteria);
    await expect(replay.adapter().write(wish(campaign, 'included_audience_ids', '71,79'))).rejects.toMatchObject({
      ...{ code: 'PLATFORM_REFUSED', message: expect.stringContaining('79') },
    });
    expect(replay.sent()).toHaveLength(1);
  });
});
