import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccountReader } from '../../activities/ad-platforms/account-reader.ts';
import { createConversionHandlers } from '../../activities/agents/conversions/handlers.ts';
import { sendBatch } from '../../activities/agents/conversions/send-batch.action.ts';
import type { CallOrigin } from '../../contracts/activity-envelope.ts';
import { type ConversionEvent, conversionEventSchema } from '../../contracts/conversion.ts';
import { keepBatch, sealedFor } from '../../db/queries/conversion-batches.ts';
import { sealCredential } from '../../db/queries/credentials.ts';
import { openPause, resumePause } from '../../db/queries/pauses.ts';
import { openSyncStage, type SyncStage } from './sync-stage.ts';

let stage: SyncStage;
beforeAll(async () => {
  stage = await openSyncStage({ born_at: '2026-11-03T12:00:00Z' });
});
afterAll(() => stage.close());

const event = (event_id: string, more: Partial<ConversionEvent> = {}): ConversionEvent =>
  conversionEventSchema.parse({
    ...{ event_id, event_name: 'purchase', happened_at: '2026-11-03T06:00:00Z', value_minor: 4_990, currency: 'USD' },
    ...{ order_id: null, source: 'website', page_url: 'https://shop.example/thanks', click_ids: {} },
    ...{
      person: { email: 'Ann@Customer.example', user_agent: 'Shop/1.0' },
      consent: { ad_user_data: true, ad_personalization: true },
    },
    ...more,
  });

/** Leaves a batch at the door, as the API does. */
async function leave(account_id: string, destination: string, ...events: readonly ConversionEvent[]) {
  const { tenant_id } = stage.tenant;
  const batch_id = randomUUID();
  const origin = stage.newOrigin();
  const [row] = await stage.database.owner.sql`select ad_account_id from ad_accounts where external_id = ${account_id}`;
  const ad_account_id = String(row?.ad_account_id);
  const seal = { key: stage.opening.config.MBI_CREDENTIALS_KEY, account: sealedFor(tenant_id, batch_id) };
  const sealed = sealCredential(JSON.stringify(events), seal);
  const kept = { batch_id, ad_account_id, destination, sealed, execution_id: origin.execution_id, events };
  await stage.inTenant((tx) => keepBatch(tx, { ...kept, received_by_email: 'shop@example.com' }));
  return { batch_id, origin, ad_account_id };
}

async function send({ batch_id, origin }: { readonly batch_id: string; readonly origin: CallOrigin }) {
  const { database, clock, opening } = stage;
  const deps = { database: database.app, clock, fetch, ...opening };
  const [handler] = createConversionHandlers({ ...deps, accounts: createAccountReader(deps) });
  const log = { info: () => undefined, warn: () => undefined };
  const context = { origin, signal: new AbortController().signal, heartbeat: () => undefined, log };
  return sendBatch.output.parse(await handler?.call({ phase: 'run', origin, params: { batch_id } }, context));
}
const sealOf = async (batch_id: string) => {
  const [row] = await stage.database.owner.sql`
    select sealed is not null as sealed, emptied_at is not null as emptied from conversion_batches where batch_id = ${batch_id}`;
  return row;
};
const fates = async (account_id: string) => stage.database.owner.sql`
  select u.event_id, u.state, u.code, u.attempts from conversion_uploads u join ad_accounts a using (ad_account_id)
  where a.external_id = ${account_id} order by u.event_id`;

describe.each([
  ['act_100100', '100100200', {}],
  ['3003003001', '730030031', { gclid: 'Gclid.1' }],
  ['504004001', '740040041', { li_fat_id: 'df5gf5-gh6t7-ph4j7h-fgf6n1' }],
  ['7050050050051', '750050051', { ttclid: 'E.C.P.1' }],
] as const)('a batch for the account %s', (account_id, destination, click_ids) => {
  it('is sent hashed, each event is accounted for, and the batch is thrown away', async () => {
    const refusing = { consent: { ad_user_data: false, ad_personalization: false } };
    const left = await leave(
      account_id,
      destination,
      event('o-1', { click_ids }),
      event('o-2', { click_ids, ...refusing }),
    );
    expect(await sealOf(left.batch_id)).toEqual({ sealed: true, emptied: false });
    expect(await send(left)).toEqual({ sent: true, accepted: 1, refused: 1, later: 0 });
    expect(await sealOf(left.batch_id)).toEqual({ sealed: false, emptied: true });
    expect(await fates(account_id)).toMatchObject([
      { event_id: 'o-1', state: 'accepted', attempts: 1 },
      { event_id: 'o-2', state: 'refused', code: 'CONSENT_MISSING', attempts: 1 },
    ]);
    const received = await stage.sandbox.conversionsAt(destination);
    expect(received.map((each) => [each.event_id, each.times])).toEqual([['o-1', 1]]);
    expect(JSON.stringify(received)).not.toMatch(/ann@customer/i);
  });
});

describe('a batch', () => {
  it('whose answer was lost is told again without being sent again', async () => {
    const left = await leave('act_100100', '100100200', event('lost-1'));
    const first = await send(left);
    expect(await send(left)).toEqual(first);
    const received = await stage.sandbox.conversionsAt('100100200');
    expect(received.find((each) => each.event_id === 'lost-1')?.times).toBe(1);
  });

  it('that the platform could not take stays sealed, and is sent by the next attempt', async () => {
    const left = await leave('act_100100', '100100200', event('away-1'));
    await stage.sandbox.fault({ kind: 'error_500_before', times: 1, match: { field: 'conversion' } });
    await expect(send(left)).rejects.toMatchObject({ code: expect.stringMatching(/^PLATFORM_/) });
    expect(await sealOf(left.batch_id)).toEqual({ sealed: true, emptied: false });
    await stage.sandbox.clearFaults();
    expect(await send(left)).toMatchObject({ accepted: 1, later: 0 });
  });

  it.each(['tenant', 'platform', 'account'] as const)('is not sent while its %s is paused', async (scope) => {
    const left = await leave('act_100100', '100100200', event(`paused-${scope}`));
    const actor = { user_id: randomUUID(), email: 'oncall@example.com' };
    const scope_id = { tenant: '', platform: 'meta_ads', account: left.ad_account_id }[scope];
    const { pause } = await stage.inTenant((tx) => openPause(tx, { scope, scope_id, reason: 'Stop', actor }));
    await expect(send(left)).rejects.toMatchObject({ code: 'SCOPE_PAUSED' });
    expect(await sealOf(left.batch_id)).toMatchObject({ sealed: true });
    await stage.inTenant((tx) => resumePause(tx, { pause_id: pause.pause_id, actor }));
    expect(await send(left)).toMatchObject({ accepted: 1 });
  });

  it('that grew too old is gone, and the hourly run has thrown it away', async () => {
    const left = await leave('act_100100', '100100200', event('old-1'));
    await stage.database.owner.sql`
      update conversion_batches set received_at = now() - interval '73 hours' where batch_id = ${left.batch_id}`;
    await stage.entities('3003003001');
    expect(await sealOf(left.batch_id)).toEqual({ sealed: false, emptied: true });
    await expect(send(left)).rejects.toMatchObject({ code: 'CONVERSION_BATCH_GONE' });
  });

  it('is sent by live executions alone, opens with its own key alone, and must be there', async () => {
    const left = await leave('act_100100', '100100200', event('dry-1'));
    const dry = { ...left, origin: { ...left.origin, mode: 'dry_run' as const } };
    expect(await send(dry)).toEqual({ sent: false, accepted: 0, refused: 0, later: 1 });
    const other = await leave('act_100100', '100100200', event('dry-2'));
    await stage.database.owner.sql`
      update conversion_batches set sealed = (select sealed from conversion_batches where batch_id = ${other.batch_id})
      where batch_id = ${left.batch_id}`;
    await expect(send(left)).rejects.toMatchObject({ code: 'CREDENTIAL_UNREADABLE' });
    await expect(send({ ...left, batch_id: randomUUID() })).rejects.toMatchObject({ code: 'CONVERSION_BATCH_GONE' });
  });
});
