import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withTenant } from '../../db/connect.ts';
import { adAccounts, approvals, campaigns, writeIntents } from '../../db/schema/index.ts';
import { type LedgerStage, openLedgerStage } from './ledger-stage.ts';

let stage: LedgerStage;
beforeAll(async () => {
  stage = await openLedgerStage();
});
afterAll(() => stage.close());

/** An approved raise, ready to be applied. */
async function agreed() {
  const { campaign_id } = await stage.addCampaign();
  const call = await stage.granted('set_daily_budget', { campaign_id, daily_budget_minor: 46_000 });
  return { campaign_id, call, apply: () => stage.apply('set_daily_budget', call) };
}
const untouched = async (campaign_id: string) => {
  const intents = await stage.inTenant((tx) =>
    tx.select().from(writeIntents).where(eq(writeIntents.campaign_id, campaign_id)),
  );
  expect(intents).toEqual([]);
  expect(await stage.applied([campaign_id])).toEqual([]);
};
const asOwner = <Result>(work: Parameters<typeof withTenant<Result>>[2]) =>
  withTenant(stage.database.owner, stage.tenant.tenant_id, work);

describe('what was agreed to is not applied', () => {
  it('when the account counts in another currency by now: 460 of what, nobody was asked', async () => {
    const { campaign_id, apply } = await agreed();
    const currency = (code: string) => asOwner((tx) => tx.update(adAccounts).set({ currency: code }));
    const before = await asOwner((tx) => tx.select().from(adAccounts));
    await currency('EUR');
    await expect(apply()).rejects.toMatchObject({
      code: 'PLATFORM_DRIFT',
      details: { field: 'currency', before: 'USD', live: 'EUR' },
    });
    await untouched(campaign_id);
    await currency(before[0]?.currency ?? '');
    expect((await apply()).applied).toBe(true);
  });

  it('when the campaign runs in another account by now', async () => {
    const { campaign_id, apply } = await agreed();
    const ad_account_id = randomUUID();
    await asOwner(async (tx) => {
      const [own] = await tx.select().from(campaigns).where(eq(campaigns.campaign_id, campaign_id));
      const place = { ad_account_id, brand_id: own?.brand_id ?? '', platform: 'meta_ads' as const };
      await tx
        .insert(adAccounts)
        .values({ ...place, external_id: 'moved', name: 'Moved', currency: 'USD', timezone: 'UTC' });
      await tx.update(campaigns).set({ ad_account_id }).where(eq(campaigns.campaign_id, campaign_id));
    });
    await expect(apply()).rejects.toMatchObject({
      code: 'PLATFORM_DRIFT',
      details: { field: 'account_id', live: 'moved' },
    });
    await untouched(campaign_id);
  });

  it('when nobody was asked and the permission for that has ended; nothing is reserved, also after a pause', async () => {
    const { campaign_id, call, apply } = await agreed();
    const quorum = (people: number) =>
      asOwner((tx) =>
        tx.update(approvals).set({ quorum: people }).where(eq(approvals.approval_id, call.grant.approval_id)),
      );
    await quorum(0);
    for (let time = 0; time < 2; time += 1) await expect(apply()).rejects.toMatchObject({ code: 'AUTONOMY_ENDED' });
    await untouched(campaign_id);
    // People are asked about the same plan, and say yes.
    await quorum(1);
    expect((await apply()).applied).toBe(true);
  });

  it.each(['after_intent_commit', 'before_arm', 'before_socket_write'] as const)(
    'when that permission ends at the last moment: %s, reserved before and by whomever it is taken up',
    async (edge) => {
      const { campaign_id, call } = await agreed();
      const quorum = (people: number) =>
        asOwner((tx) =>
          tx.update(approvals).set({ quorum: people }).where(eq(approvals.approval_id, call.grant.approval_id)),
        );
      const failpoint = async (name: string) => {
        if (name !== edge) return;
        await quorum(0);
        // One worker dies with the money reserved, the other goes on.
        if (edge === 'after_intent_commit') throw new Error('died');
      };
      const first = stage.apply('set_daily_budget', call, stage.handlersWith({ failpoint }));
      if (edge === 'after_intent_commit') {
        await expect(first).rejects.toThrow('died');
        const reserved = await stage.inTenant((tx) =>
          tx.select().from(writeIntents).where(eq(writeIntents.campaign_id, campaign_id)),
        );
        expect(reserved).toMatchObject([{ state: 'intended' }]);
        await expect(stage.apply('set_daily_budget', call)).rejects.toMatchObject({ code: 'AUTONOMY_ENDED' });
      } else await expect(first).rejects.toMatchObject({ code: 'AUTONOMY_ENDED' });
      expect(await stage.applied([campaign_id])).toEqual([]);
      const released = await stage.inTenant((tx) =>
        tx.select().from(writeIntents).where(eq(writeIntents.campaign_id, campaign_id)),
      );
      expect(released).toMatchObject([
        { state: 'not_applied', last_error: expect.stringContaining('Nobody was asked') },
      ]);
      await quorum(1);
      expect((await stage.apply('set_daily_budget', call)).applied).toBe(true);
    },
  );

  it.each([
    ['an amount', { after: 99_000 }],
    ['what it was', { before: 1 }],
    ['the entity', { entity_id: '1' }],
    ['the account', { account_id: 'act_other' }],
    ['the platform', { platform: 'google_ads' }],
  ])('when %s of it is another than what was signed', async (_name, more) => {
    const { campaign_id, call } = await agreed();
    const changes = call.change_set.changes.map((change) => ({ ...change, ...more }));
    const forged = { ...call, change_set: { ...call.change_set, changes } };
    await expect(stage.apply('set_daily_budget', forged)).rejects.toMatchObject({ code: 'APPROVAL_GRANT_INVALID' });
    await untouched(campaign_id);
  });
});
