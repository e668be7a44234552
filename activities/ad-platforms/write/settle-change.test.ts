import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receipts, writeIntents } from '../../../db/schema/index.ts';
import type { SandboxFault } from '../../../tests/ad-platforms/sandbox-controls.ts';
import { openStage, type Stage } from '../../../tests/ad-platforms/stage.ts';
import type { FailpointName } from './failpoints.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const action = 'set_daily_budget';
const after = 46_000;

/** A campaign with an approved change that is ready to be applied. */
async function approved() {
  const { campaign_id } = await stage.addCampaign();
  const params = { campaign_id, daily_budget_minor: after };
  const origin = await stage.startExecution();
  const call = await stage.grantedCall(origin, await stage.plan(origin, action, params), params);
  const fault = (fault: SandboxFault) => stage.sandbox.fault({ match: { entity_id: campaign_id }, ...fault });
  return { campaign_id, call, fault, apply: () => stage.apply(action, call) };
}

const ours = async (campaign_id: string) =>
  (await stage.sandbox.ledgerOf(campaign_id)).filter((entry) => entry.request_id?.includes('/'));
const intentOf = async (campaign_id: string) => {
  const rows = await stage.inTenant((tx) =>
    tx.select().from(writeIntents).where(eq(writeIntents.campaign_id, campaign_id)),
  );
  return rows[0];
};
const receiptsOf = (campaign_id: string) =>
  stage.inTenant((tx) => tx.select().from(receipts).where(eq(receipts.campaign_id, campaign_id)));

describe.concurrent('a lost answer', () => {
  it.each([
    ['the connection drops after applying', { kind: 'apply_then_drop' }],
    ['the platform answers 500 after applying', { kind: 'apply_then_500' }],
    ['the answer comes later than we wait', { kind: 'slow', phase: 'after', milliseconds: 1500, match: {} }],
    ['the answer is garbage', { kind: 'malformed', shape: 'garbage', match: {} }],
  ])('is settled by reading back when %s, and nothing is sent again', async (_name, given) => {
    const { campaign_id, fault, apply } = await approved();
    await fault({ ...given, match: { entity_id: campaign_id, method: 'POST' } });
    const applied = await apply();
    expect(applied.receipts).toMatchObject([{ state: 'verified', settled_by: 'read_back_only' }]);
    expect(await ours(campaign_id)).toHaveLength(1);
    expect(await intentOf(campaign_id)).toMatchObject({ fence: 1, state: 'verified' });
  });

  it('to a write that was never applied is found out by waiting, and the write is armed anew', async () => {
    const { campaign_id, fault, apply } = await approved();
    await fault({ kind: 'error_500_before', match: { entity_id: campaign_id, method: 'POST' } });
    const applied = await apply();
    expect(applied.receipts).toMatchObject([{ state: 'verified', settled_by: 'answer_and_read_back' }]);
    expect(await ours(campaign_id)).toHaveLength(1);
    expect(await intentOf(campaign_id)).toMatchObject({ fence: 2 });
  });

  it('is never sent again while a late application is still possible', async () => {
    const { campaign_id, fault, apply } = await approved();
    // Carried out 1.2 s after it was sent: later than we wait for the answer, earlier than we dare to send again.
    await fault({
      kind: 'slow',
      phase: 'before',
      milliseconds: 1200,
      match: { entity_id: campaign_id, method: 'POST' },
    });
    await apply();
    expect(await ours(campaign_id)).toHaveLength(1);
    expect(await intentOf(campaign_id)).toMatchObject({ fence: 1 });
  });
});

describe.concurrent('reading back', () => {
  it('waits out the read lag instead of writing again', async () => {
    const { campaign_id, fault, apply } = await approved();
    await fault({ kind: 'read_after_write_lag', seconds: 0.15 });
    expect((await apply()).receipts).toHaveLength(1);
    expect(await ours(campaign_id)).toHaveLength(1);
  });

  it('hands over to a person when neither the old nor the new value shows', async () => {
    const { campaign_id, call } = await approved();
    const edited = stage.handlersWith({
      failpoint: async (name) => {
        if (name === 'after_applied_commit') await stage.sandbox.personEdits(campaign_id, 'daily_budget', 51_000);
      },
    });
    const failed = { code: 'PLATFORM_VERIFY_FAILED', details: { live: 51_000 } };
    await expect(stage.apply(action, call, edited)).rejects.toMatchObject(failed);
    expect(await intentOf(campaign_id)).toMatchObject({
      ...{ state: 'needs_human', live_value: 51_000, live_read_at: expect.any(Date) },
    });
    await expect(stage.apply(action, call)).rejects.toMatchObject({ code: 'PLATFORM_VERIFY_FAILED' });
    expect(await ours(campaign_id)).toHaveLength(1);
    expect(await receiptsOf(campaign_id)).toEqual([]);
  });

  it.each([
    ['taken back', 40_000],
    ['set to something else', 51_000],
  ])('finds in the platform’s history that a lost write was applied and then %s by a person', async (_name, value) => {
    const { campaign_id, call, fault } = await approved();
    await fault({ kind: 'apply_then_drop', match: { entity_id: campaign_id, method: 'POST' } });
    let edited = false;
    const overtaken = stage.handlersWith({
      fetch: async (...request) => {
        const isRead = request[1]?.method === 'GET';
        if (isRead && !edited && (await ours(campaign_id)).length > 0) {
          edited = true;
          await stage.sandbox.personEdits(campaign_id, 'daily_budget', value);
        }
        return fetch(...request);
      },
    });
    await expect(stage.apply(action, call, overtaken)).rejects.toMatchObject({ code: 'PLATFORM_VERIFY_FAILED' });
    expect(await intentOf(campaign_id)).toMatchObject({ state: 'needs_human' });
    expect(await ours(campaign_id)).toHaveLength(1);
  });
});

describe.concurrent('a definite no', () => {
  it('throttling applies nothing, says when to come back, and the next try goes through', async () => {
    const { campaign_id, call, fault } = await approved();
    // Handlers of its own: the adapter slows down afterwards, and would slow the other tests down with it.
    const handlers = stage.handlersWith();
    const apply = () => stage.apply(action, call, handlers);
    await fault({ kind: 'throttle', match: { entity_id: campaign_id, method: 'POST' } });
    await expect(apply()).rejects.toMatchObject({ code: 'PLATFORM_THROTTLED', retryAfterSeconds: 60 });
    expect(await intentOf(campaign_id)).toMatchObject({ state: 'not_applied' });
    expect((await apply()).receipts).toHaveLength(1);
    expect(await ours(campaign_id)).toHaveLength(1);
  });

  it('a refusal keeps the platform’s words and leaves nothing half done', async () => {
    const { campaign_id, ad_set_id } = await stage.addCampaign();
    const params = { campaign_id, bid_amount_minor: 50_000 };
    const origin = await stage.startExecution();
    const call = await stage.grantedCall(origin, await stage.plan(origin, 'set_bid', params), params);
    await expect(stage.apply('set_bid', call)).rejects.toMatchObject({
      code: 'PLATFORM_REFUSED',
      message: expect.stringContaining('at most the daily budget'),
    });
    expect(await ours(ad_set_id)).toEqual([]);
    expect(await intentOf(campaign_id)).toMatchObject({ state: 'not_applied' });
  });

  it('an expired token stops before arming, and what was reserved is free again', async () => {
    const { campaign_id, fault, apply } = await approved();
    await fault({ kind: 'expired_token' });
    await expect(apply()).rejects.toMatchObject({ code: 'PLATFORM_UNAUTHORIZED' });
    expect(await intentOf(campaign_id)).toMatchObject({ state: 'not_applied', fence: 0 });
  });
});

describe.concurrent('a worker that was stopped and comes back', () => {
  it.each<FailpointName>(['after_arm', 'before_socket_write'])(
    'at %s does not send what another worker has done meanwhile',
    async (stoppedAt) => {
      const { campaign_id, call } = await approved();
      const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
      const { promise: continued, resolve: goOn } = Promise.withResolvers<void>();
      const failpoint = async (name: FailpointName) => {
        if (name !== stoppedAt) return;
        stop();
        await continued;
      };
      const zombie = stage.apply(action, call, stage.handlersWith({ failpoint }));
      await stopped;
      expect((await stage.apply(action, call)).receipts).toHaveLength(1);
      // A person sets the old value again; a late write of the zombie would silently undo that.
      await stage.sandbox.personEdits(campaign_id, 'daily_budget', 40_000);
      goOn();
      await expect(zombie).rejects.toMatchObject({ code: 'PLATFORM_OUTCOME_UNKNOWN' });
      expect(await ours(campaign_id)).toHaveLength(1);
      expect(await receiptsOf(campaign_id)).toHaveLength(1);
    },
  );
});
