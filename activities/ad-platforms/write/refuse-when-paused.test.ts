import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TenantTransaction, withTenant } from '../../../db/connect.ts';
import { openPause, type PausedScope, resumePause } from '../../../db/queries/pauses.ts';
import { campaigns, changeSets, writeIntents } from '../../../db/schema/index.ts';
import { openStage, type Stage } from '../../../tests/ad-platforms/stage.ts';
import type { FailpointName } from './failpoints.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const action = 'set_daily_budget';
const actor = { user_id: randomUUID(), email: 'oncall@example.com' };

async function approved() {
  const { campaign_id } = await stage.addCampaign();
  const params = { campaign_id, daily_budget_minor: 46_000 };
  const origin = await stage.startExecution();
  return { campaign_id, call: await stage.grantedCall(origin, await stage.plan(origin, action, params), params) };
}
/** Pauses over a connection of its own, as another process would, and gives the way to resume. */
const pause = async (scope: PausedScope['scope'], scope_id: string) => {
  const elsewhere = <Result>(work: (tx: TenantTransaction) => Promise<Result>) =>
    withTenant(stage.database.owner, stage.tenant.tenant_id, work);
  const opened = await elsewhere((tx) => openPause(tx, { scope, scope_id, reason: 'Tracking is broken', actor }));
  return () => elsewhere((tx) => resumePause(tx, { pause_id: opened.pause.pause_id, actor }));
};
const intentOf = async (campaign_id: string) =>
  (await stage.inTenant((tx) => tx.select().from(writeIntents).where(eq(writeIntents.campaign_id, campaign_id))))[0];
/** Handlers in whose way something happens at one edge of the write, once. */
function interruptedAt(edge: FailpointName, happen: () => Promise<unknown>) {
  let left = 1;
  return stage.handlersWith({
    failpoint: async (name) => {
      if (name !== edge || left === 0) return;
      left -= 1;
      await happen();
    },
  });
}

describe('a pause', () => {
  it.each([
    ['before_intent_commit', 0],
    ['before_arm', 0],
    ['after_arm', 1],
    ['before_socket_write', 1],
  ] as const)(
    'that begins at %s keeps the write from being sent (armed %d times); after the resume the same call is sent once',
    async (edge, armed) => {
      const { campaign_id, call } = await approved();
      let resume: () => Promise<unknown> = async () => undefined;
      const handlers = interruptedAt(edge, async () => {
        resume = await pause('campaign', campaign_id);
      });
      await expect(stage.apply(action, call, handlers)).rejects.toMatchObject({
        code: 'SCOPE_PAUSED',
        message: `oncall@example.com paused the campaign ${campaign_id}: Tracking is broken`,
        details: { scope: 'campaign', scope_id: campaign_id, paused_by: 'oncall@example.com' },
      });
      expect(await stage.sandbox.ledgerOf(campaign_id)).toEqual([]);
      expect(await intentOf(campaign_id)).toMatchObject({ state: 'not_applied', fence: armed });
      const sets = await stage.inTenant((tx) =>
        tx.select().from(changeSets).where(eq(changeSets.execution_id, call.origin.execution_id)),
      );
      expect(sets).toMatchObject([{ state: 'not_applied' }]);
      await resume();
      expect((await stage.apply(action, call, handlers)).receipts).toHaveLength(1);
      expect(await stage.sandbox.ledgerOf(campaign_id)).toHaveLength(1);
    },
  );

  it('of the tenant, the platform, the account, the brand or the playbook stops it too, and another campaign’s does not', async () => {
    const { campaign_id, call } = await approved();
    const [row] = await stage.inTenant((tx) =>
      tx.select().from(campaigns).where(eq(campaigns.campaign_id, campaign_id)),
    );
    const scopes = {
      tenant: '',
      platform: 'meta_ads',
      account: row?.ad_account_id ?? '',
      brand: row?.brand_id ?? '',
      playbook: call.origin.playbook_id,
    } as const;
    for (const scope of ['tenant', 'platform', 'account', 'brand', 'playbook'] as const) {
      const resume = await pause(scope, scopes[scope]);
      await expect(stage.apply(action, call)).rejects.toMatchObject({ code: 'SCOPE_PAUSED', details: { scope } });
      await resume();
    }
    const resume = await pause('campaign', 'another');
    expect((await stage.apply(action, call)).applied).toBe(true);
    await resume();
    expect(await stage.sandbox.ledgerOf(campaign_id)).toHaveLength(1);
  });

  it('does not keep a write that was sent from being read back and receipted', async () => {
    const { campaign_id, call } = await approved();
    let resume: () => Promise<unknown> = async () => undefined;
    const handlers = interruptedAt('after_response', async () => {
      resume = await pause('campaign', campaign_id);
    });
    expect((await stage.apply(action, call, handlers)).receipts).toMatchObject([{ state: 'verified' }]);
    await resume();
  });
});
