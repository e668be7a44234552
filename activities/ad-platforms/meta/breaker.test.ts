import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ReplayServer, startReplayServer } from '../../../tests/ad-platforms/replay-server.ts';
import { createMetaAdapter } from './index.ts';

let server: ReplayServer;
beforeAll(async () => {
  server = await startReplayServer();
});
afterAll(() => server.stop());

const reference = { account_id: 'act_1', entity_type: 'campaign', entity_id: '1' } as const;
const campaign = { body: { id: '1', name: 'One', status: 'ACTIVE' } };
const outage = { status: 503, body: '' };

function adapterWith(outage_pause_seconds: number) {
  return createMetaAdapter({
    ...{ base_url: server.url, api_version: 'v26.0', access_token: 't', account_id: 'act_1', currency: 'USD' },
    outage_pause_seconds,
  });
}

it('an outage is left alone after eight failures in a row, for writes too', async () => {
  const adapter = adapterWith(60);
  const before = server.received.length;
  server.answerWith(...Array.from({ length: 8 }, () => outage));
  for (let call = 0; call < 12; call += 1)
    await expect(adapter.readEntity(reference)).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
  const write = { reference, field: 'status', value: 'paused', request_id: 'r' } as const;
  await expect(adapter.write(write)).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE', retryAfterSeconds: 60 });
  expect(server.received.length - before).toBe(8);
});

it('one probe finds out that the platform is back', async () => {
  const adapter = adapterWith(0.05);
  server.answerWith(...Array.from({ length: 8 }, () => outage));
  for (let call = 0; call < 8; call += 1) await expect(adapter.readEntity(reference)).rejects.toThrow();
  server.answerWith(campaign, campaign);
  await expect
    .poll(() =>
      adapter.readEntity(reference).then(
        (state) => state.name,
        () => null,
      ),
    )
    .toBe('One');
  expect((await adapter.readEntity(reference)).name).toBe('One');
});

it('refusals are no outage: the platform is there and says no', async () => {
  const adapter = adapterWith(60);
  server.answerWith(...Array.from({ length: 9 }, () => ({ status: 400, body: { error: { code: 100 } } })), campaign);
  for (let call = 0; call < 9; call += 1)
    await expect(adapter.readEntity(reference)).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
  expect((await adapter.readEntity(reference)).name).toBe('One');
});
