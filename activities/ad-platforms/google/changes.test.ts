import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntityReference } from '../../../contracts/ad-platform.ts';
import {
  type GoogleReplay,
  googleFixture,
  openGoogleReplay,
  stream,
} from '../../../tests/ad-platforms/google-replay.ts';

let replay: GoogleReplay;
beforeAll(async () => {
  replay = await openGoogleReplay();
});
afterAll(() => replay.server.stop());

const reference = (entity_type: EntityReference['entity_type'], entity_id: string): EntityReference => ({
  ...{ account_id: '1', entity_type, entity_id },
});
const campaign = reference('campaign', '111');
const groups = stream([
  { adGroup: { id: '222', status: 'ENABLED' }, campaign: { id: '111', biddingStrategyType: 'MANUAL_CPC' } },
]);
const events = { body: googleFixture('change-events') };
const event = (changeDateTime: string, more: object = {}) => ({
  changeEvent: {
    ...{ changeDateTime, changeResourceType: 'CAMPAIGN', changeResourceName: 'customers/1/campaigns/111' },
    ...{ changedFields: 'status', clientType: 'GOOGLE_ADS_API', ...more },
  },
});
const queries = () => replay.sent().map((request): string => request.json.query);

describe('the change history', () => {
  it('of a campaign holds its budget, its ad groups and ads, in our terms, and nothing of others', async () => {
    replay.server.answerWith({ body: googleFixture('campaign') }, groups, events);
    const found = await replay.adapter().readChanges({ reference: campaign, since: '2026-11-15' });
    expect(found.map((each) => [each.entity_id, each.field, each.before, each.after, each.ours])).toEqual([
      ['111', 'daily_budget_minor', 40_000, 46_000, false],
      ['222', 'bid_amount_minor', 250, 288, true],
      ['222', 'other', null, null, true],
      ['111', 'status', 'active', 'paused', false],
      ['111', 'ends_at', '2026-12-24T22:59:59.000Z', '2026-12-31T22:59:59.000Z', false],
      ['333', 'status', 'paused', 'active', false],
    ]);
    expect(found[0]).toMatchObject({ at: '2026-11-20T09:14:02.000Z', actor: 'person@shop.example' });
    expect(found[3]).toMatchObject({ actor: 'GOOGLE_ADS_AUTOMATED_RULE' });
  });
  it.each([
    [reference('ad_set', '222'), ['222', '222', '333']],
    [reference('ad', '333'), ['333']],
    [reference('ad_set', '999'), []],
  ])('of %o has only what lies there', async (about, ids) => {
    replay.server.answerWith(events);
    const found = await replay.adapter().readChanges({ reference: about, since: '2026-11-15' });
    expect(found.map((each) => each.entity_id)).toEqual(ids);
    expect(queries()).toHaveLength(1);
  });
  it('is cut to the moment that was asked for, though Google is asked for whole days', async () => {
    replay.server.answerWith(events);
    const since = '2026-11-18T22:00:00.000Z';
    const found = await replay.adapter().readChanges({ reference: reference('ad_set', '222'), since });
    expect(found.map((each) => each.at)).toEqual(['2026-11-20T08:00:00.000Z', '2026-11-20T08:00:00.000Z']);
    expect(queries()[0]).toContain("change_date_time >= '2026-11-18' AND");
    expect(queries()[0]).toContain("<= '2026-11-22' ORDER BY");
  });
  it('is never asked for days that Google no longer keeps', async () => {
    replay.server.answerWith(stream());
    await replay.adapter().readChanges({ reference: reference('ad', '333'), since: '2025-01-01' });
    expect(queries()[0]).toContain("change_date_time >= '2026-10-23' AND");
  });
  it('that fills an answer is asked for on, and no event is told twice', async () => {
    const stamp = (index: number) => `2026-11-20 10:00:00.${String(999_999 - index).padStart(6, '0')}`;
    const full = Array.from({ length: 10_000 }, (_, index) =>
      event(stamp(index), { changeResourceName: `customers/1/adGroups/${index}` }),
    );
    const last = event(stamp(9_999), { changeResourceName: 'customers/1/adGroups/9999' });
    const older = event('2026-11-19 10:00:00', {
      changeResourceType: 'AD_GROUP',
      changeResourceName: 'customers/1/adGroups/222',
    });
    replay.server.answerWith(stream(full), stream([last, older]));
    const found = await replay.adapter().readChanges({ reference: reference('ad_set', '222'), since: '2026-11-15' });
    expect(found).toHaveLength(1);
    expect(queries()).toHaveLength(2);
    expect(queries()[1]).toContain(`<= '${stamp(9_999)}' ORDER BY`);
  });
  it('with events that nobody knows still tells that something happened', async () => {
    const odd = [
      event('2026-11-20 10:00:00', { changedFields: null }),
      event('2026-11-20 10:00:01', { changedFields: 'status', newResource: 'text', oldResource: null }),
      event('2026-11-20 10:00:02', {
        changeResourceType: 'CAMPAIGN_CRITERION',
        changeResourceName: 'customers/1/campaignCriteria/111~7',
      }),
      event('soon', { changedFields: 'status', clientType: null, newResource: { campaign: { status: 7 } } }),
    ];
    replay.server.answerWith({ body: googleFixture('campaign') }, groups, stream(odd));
    const found = await replay.adapter().readChanges({ reference: campaign, since: '2026-11-15' });
    expect(found.map((each) => [each.field, each.after, each.ours])).toEqual([
      ['other', null, true],
      ['status', null, true],
      ['other', null, true],
      ['status', null, false],
    ]);
  });
});
