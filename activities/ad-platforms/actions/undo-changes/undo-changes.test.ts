import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fxRates } from '../../../../db/schema/index.ts';
import { openUndoStage, type UndoStage } from '../../../../tests/ad-platforms/undo-stage.ts';

const google = '120240003010';
const linkedIn = '120240004010';
const tiktok = '120240005010';
const long_ago = '2020-01-01T00:00:00Z';
let stage: UndoStage;
beforeAll(async () => {
  stage = await openUndoStage();
  await stage.inTenant((tx) =>
    tx.insert(fxRates).values({
      ...{ currency: 'EUR', base_currency: 'USD', as_of: new Date().toISOString().slice(0, 10), rate: 1.1 },
      ...{ source: 'test', entered_by_email: 'admin@example.com' },
    }),
  );
});
afterAll(() => stage.close());

const budget = (campaign_id: string, daily_budget_minor: number) => ({ campaign_id, daily_budget_minor });
const fresh = async () => (await stage.addCampaign()).campaign_id;

describe('what can be named', () => {
  it('one change goes back, and another one of the same execution stays', async () => {
    const [first, second] = [await fresh(), await fresh()];
    const wishes = [budget(first, 46_000), budget(second, 47_000)];
    const { applied } = await stage.change('change_portfolio', { wishes });
    const [one, other] = applied.receipts;
    const { origin } = await stage.undo({ receipt_id: one?.receipt_id ?? '' });
    expect([await stage.sent(first), await stage.sent(second)]).toEqual([
      [
        ['daily_budget', 46_000],
        ['daily_budget', 40_000],
      ],
      [['daily_budget', 47_000]],
    ]);
    expect(await stage.undoneBy(one?.receipt_id ?? '')).toBe(origin.execution_id);
    expect(await stage.undoneBy(other?.receipt_id ?? '')).toBeNull();
  });

  it('a playbook since a moment: over campaigns, accounts and platforms, lowerings and pauses first', async () => {
    const playbook_id = `portfolio_${randomUUID().slice(0, 8)}`;
    const campaign_id = await fresh();
    await stage.change('set_daily_budget', budget(google, 19_000), { playbook_id });
    await stage.change('set_daily_budget', budget(linkedIn, 14_000), { playbook_id });
    await stage.change('pause', { campaign_id: tiktok }, { playbook_id });
    await stage.change('set_daily_budget', budget(campaign_id, 44_000), { playbook_id });
    const { planned, applied } = await stage.undo({ playbook_id, since: long_ago });
    const { changes, currency, total_change_minor } = planned.change_set;
    expect(changes.map((each) => [each.platform, each.field, each.after])).toEqual([
      ['meta_ads', 'daily_budget_minor', 40_000],
      ['google_ads', 'daily_budget_minor', 18_000],
      ['tiktok_ads', 'status', 'active'],
      ['linkedin_ads', 'daily_budget_minor', 15_000],
    ]);
    expect({ currency, total_change_minor }).toEqual({
      currency: 'USD',
      total_change_minor: 4_000 + 1_000 + 20_000 + 1_100,
    });
    expect(applied.items?.map((item) => item.state)).toEqual(['verified', 'verified', 'verified', 'verified']);
    expect((await stage.sent(google)).at(-1)).toEqual(['daily_budget', 18_000]);
    expect((await stage.sent(tiktok)).at(-1)).toEqual(['status', 'ACTIVE']);
    const none = stage.undo({ playbook_id, since: new Date(Date.now() + 60_000).toISOString() });
    await expect(none).rejects.toMatchObject({ code: 'CHANGES_NOT_UNDOABLE', details: { standing: [], stays: [] } });
  });

  it('a day of the account’s calendar, and not the minute before or after it', async () => {
    const campaigns = [await fresh(), await fresh(), await fresh(), await fresh()];
    const moments = [
      '2021-03-09T23:59:59.9Z',
      '2021-03-10T00:00:00Z',
      '2021-03-10T23:59:59.9Z',
      '2021-03-11T00:00:00Z',
    ];
    for (const [index, campaign_id] of campaigns.entries()) {
      const { receipt_id } = await stage.change('set_daily_budget', budget(campaign_id, 46_000));
      await stage.happenedAt(receipt_id, moments[index] ?? '');
    }
    const { planned } = await stage.undo({ day: '2021-03-10' });
    expect(planned.change_set.changes.map((each) => each.campaign_id)).toEqual([campaigns[2], campaigns[1]]);
  });

  it('an approver since a moment: what this person’s yes counted for, whoever else agreed', async () => {
    const [mine, ours, theirs] = [await fresh(), await fresh(), await fresh()];
    const approver = `maya.${randomUUID().slice(0, 8)}@example.com`;
    await stage.change('set_daily_budget', budget(mine, 46_000), { approvers: [approver] });
    await stage.change('set_daily_budget', budget(ours, 46_000), { approvers: ['ines@example.com', approver] });
    await stage.change('set_daily_budget', budget(theirs, 46_000), { approvers: ['ines@example.com'] });
    const { goes_back } = await stage.preview({ approver: approver.toUpperCase(), since: long_ago });
    expect(goes_back.map((each) => each.campaign_id)).toEqual([ours, mine]);
  });
});

describe('what does not go back is left and explained', () => {
  it('what a person changed on the platform since, with who and what; the rest goes back', async () => {
    const [touched, left] = [await fresh(), await fresh()];
    const wishes = [budget(touched, 46_000), budget(left, 46_000)];
    const { execution_id } = await stage.change('change_portfolio', { wishes });
    await stage.sandbox.personEdits(touched, 'daily_budget', 49_000);
    const { goes_back, stays, live } = await stage.preview({ execution_id });
    expect([live, goes_back.map((each) => each.campaign_id)]).toEqual([true, [left]]);
    expect(stays).toMatchObject([
      {
        ...{ campaign_id: touched, reason: 'changed_since', written: 46_000, live: 49_000 },
        by: { execution_id: null, email: expect.any(String), value: 49_000 },
        explanation: expect.stringMatching(/was set to \$460\.00, but it is \$490\.00 now \(changed since by .+\)/),
      },
    ]);
    await stage.undo({ execution_id });
    expect(await stage.sent(touched)).toHaveLength(1);
    expect((await stage.sent(left)).at(-1)).toEqual(['daily_budget', 40_000]);
    await expect(stage.undo({ execution_id })).rejects.toMatchObject({
      code: 'CHANGES_NOT_UNDOABLE',
      details: {
        standing: [{ entity_id: touched, reason: 'changed_since' }],
        stays: [{ entity_id: touched }, { entity_id: left, reason: 'already_undone' }],
      },
    });
  });

  it('what another playbook of ours set since names that playbook and who asked for it', async () => {
    const campaign_id = await fresh();
    const { receipt_id } = await stage.change('set_daily_budget', budget(campaign_id, 46_000));
    const later = await stage.change('set_daily_budget', budget(campaign_id, 48_000), { playbook_id: 'pacing_v1' });
    const { stays } = await stage.preview({ receipt_id });
    const by = { execution_id: later.execution_id, playbook_id: 'pacing_v1', email: 'marketer@example.com' };
    expect(stays).toMatchObject([{ reason: 'changed_since', live: 48_000, by }]);
  });

  it('refuses the whole when it shall leave nothing, and sends nothing', async () => {
    const [touched, left] = [await fresh(), await fresh()];
    const wishes = [budget(touched, 46_000), budget(left, 46_000)];
    const { execution_id } = await stage.change('change_portfolio', { wishes });
    await stage.sandbox.personEdits(touched, 'daily_budget', 49_000);
    const strict = stage.undo({ execution_id }, { leave_what_changed_since: false });
    await expect(strict).rejects.toMatchObject({ code: 'CHANGES_NOT_UNDOABLE', details: { entity_id: touched } });
    expect(await stage.sent(left)).toHaveLength(1);
  });

  it('a creative that was made cannot be un-made, and that is said', async () => {
    const campaign_id = await fresh();
    const text = { name: 'Rain', headline: 'Dry all day', body: 'Boots.', call_to_action: null };
    const content = { ...text, link_url: 'https://shop.example/boots', image_url: null };
    const { execution_id } = await stage.change('upload_creatives', { campaign_id, contents: [content] });
    const { stays, title } = await stage.preview({ execution_id });
    expect(title).toContain('Nothing to take back');
    expect(stays).toMatchObject([
      { reason: 'cannot_be_unmade', explanation: expect.stringContaining('cannot be un-made') },
    ]);
    await expect(stage.undo({ execution_id })).rejects.toMatchObject({ code: 'CHANGES_NOT_UNDOABLE' });
  });

  it('several changes of one field collapse to the first before; a person’s in between keeps the older ones', async () => {
    const [whole, broken] = [await fresh(), await fresh()];
    const playbook_id = `steps_${randomUUID().slice(0, 8)}`;
    for (const amount of [42_000, 44_000])
      await stage.change('set_daily_budget', budget(whole, amount), { playbook_id });
    await stage.change('set_daily_budget', budget(broken, 42_000), { playbook_id });
    await stage.sandbox.personEdits(broken, 'daily_budget', 50_000);
    const last = await stage.change('set_daily_budget', budget(broken, 52_000), { playbook_id });
    const found = await stage.preview({ playbook_id, since: long_ago });
    expect(found.goes_back.map((each) => [each.campaign_id, each.written, each.back_to, each.changes])).toEqual([
      [broken, 52_000, 50_000, 1],
      [whole, 44_000, 40_000, 2],
    ]);
    expect(found.stays).toMatchObject([{ written: 42_000, reason: 'changed_since', by: { value: 52_000 } }]);
    const { origin } = await stage.undo({ playbook_id, since: long_ago });
    const ids = found.goes_back.flatMap((each) => each.receipt_ids);
    expect(ids).toContain(last.receipt_id);
    for (const id of ids) expect(await stage.undoneBy(id)).toBe(origin.execution_id);
    for (const each of found.stays) expect(await stage.undoneBy(each.receipt_ids[0] ?? '')).toBeNull();
  });
});

describe('money that is spent', () => {
  it('is stated for each change since the day it was applied, up to the day that is known', async () => {
    const [campaign_id, unknown] = [await fresh(), await fresh()];
    const { receipt_id, execution_id } = await stage.change('change_portfolio', {
      wishes: [{ ...budget(campaign_id, 46_000), bid_amount_minor: 240 }, budget(unknown, 46_000)],
    });
    await stage.happenedAt(receipt_id, '2022-05-02T23:00:00Z');
    await stage.spent(campaign_id, '2022-05-01', 900);
    await stage.spent(campaign_id, '2022-05-02', 1_000);
    await stage.spent(campaign_id, '2022-05-04', 2_000);
    const { goes_back, spent, spent_total, text } = await stage.preview({ execution_id });
    const since = goes_back.find((each) => each.receipt_ids.includes(receipt_id))?.spent_since;
    expect(since).toEqual({
      ...{ currency: 'USD', since_day: '2022-05-02', known_until: '2022-05-04', spend_minor: 3_000 },
    });
    expect(spent.map((each) => [each.campaign_id, each.spend_minor, each.known_until]).toSorted()).toEqual(
      [
        [campaign_id, 3_000, '2022-05-04'],
        [unknown, null, null],
      ].toSorted(),
    );
    expect(spent_total).toEqual([{ currency: 'USD', spend_minor: 3_000 }]);
    expect(text).toContain('$30.00 spent from 2022-05-02 to 2022-05-04; this money does not come back.');
    expect(text).toContain('is not known yet');
  });

  it('what runs again counts with the budget that stands behind it now', async () => {
    const campaign_id = await fresh();
    const { receipt_id } = await stage.change('pause', { campaign_id });
    await stage.sandbox.personEdits(campaign_id, 'daily_budget', 90_000);
    const origin = await stage.startExecution();
    const planned = await stage.plan(origin, 'undo_changes', { selector: { receipt_id } });
    expect(planned.change_set.total_change_minor).toBe(90_000);
  });
});
