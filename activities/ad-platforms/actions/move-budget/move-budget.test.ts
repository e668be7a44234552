import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from '../../../../tests/ad-platforms/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** The sandbox’s campaigns have one ad set; this answers for a campaign that has two with budgets of their own. */
const withTwo = () =>
  stage.handlersWith({
    fetch: (...request) => {
      if (!String(request[0]).includes('/adsets')) return fetch(...request);
      const data = [
        { id: '1', name: 'One', status: 'ACTIVE', daily_budget: '10000', bid_amount: 200 },
        { id: '2', name: 'Two', status: 'ACTIVE', daily_budget: '20000', bid_amount: 100 },
      ];
      return Promise.resolve(Response.json({ data, paging: {} }));
    },
  });
const move = (from_entity_id: string, to_entity_id: string, amount_minor: number) => ({
  ...{ from_entity_id, to_entity_id, amount_minor },
});

describe('moving budget between ad sets', () => {
  it('is one set of absolute amounts: what one loses the other gets, and the loser comes first', async () => {
    const { campaign_id } = await stage.addCampaign({ budget_owner: 'ad_set' });
    const origin = await stage.startExecution();
    const params = { campaign_id, moves: [move('2', '1', 1_500), move('2', '1', 500)] };
    const { change_set } = await stage.plan(origin, 'move_budget', params, withTwo());
    expect(change_set.changes.map(({ entity_id, before, after }) => [entity_id, before, after])).toEqual([
      ['2', 20_000, 18_000],
      ['1', 10_000, 12_000],
    ]);
    expect(change_set.change_count).toBe(2);
  });

  it.each([
    ['an ad set that is not there', [move('1', '9', 100)], 'ACTION_PARAMS_INVALID'],
    ['moves that cancel out', [move('1', '2', 100), move('2', '1', 100)], 'ACTION_PARAMS_INVALID'],
    ['a move to where it is', [move('1', '1', 100)], 'ACTION_PARAMS_INVALID'],
    ['one that would be left with nothing', [move('1', '2', 10_000)], 'ACTION_PARAMS_INVALID'],
  ])('refuses %s', async (_, moves, code) => {
    const { campaign_id } = await stage.addCampaign({ budget_owner: 'ad_set' });
    const origin = await stage.startExecution();
    await expect(stage.plan(origin, 'move_budget', { campaign_id, moves }, withTwo())).rejects.toMatchObject({ code });
  });

  it('refuses where the campaign holds the budget', async () => {
    const { campaign_id, ad_set_id } = await stage.addCampaign();
    const origin = await stage.startExecution();
    const params = { campaign_id, moves: [move(ad_set_id, '1', 100)] };
    await expect(stage.plan(origin, 'move_budget', params)).rejects.toMatchObject({
      code: expect.stringMatching(/PLATFORM_CAPABILITY_MISSING|ACTION_PARAMS_INVALID/),
    });
  });
});
