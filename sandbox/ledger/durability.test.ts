import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ledgerSchema } from '../../contracts/ad-platform.ts';
import { type SandboxProcess, spring, startSandboxProcess } from '../testing/sandbox-process.ts';

const path = `/v26.0/${spring.campaign}`;
const ledger = async (sandbox: SandboxProcess) =>
  ledgerSchema.parse((await sandbox.get('/_sandbox/ledger')).body).entries;
const insights = async (sandbox: SandboxProcess) =>
  (await sandbox.get(`${path}/insights?time_increment=1&date_preset=last_14d&fields=impressions,spend,actions`)).body;

it('after kill -9 everything that was answered is still there: ledger, state, history, clock and market', async () => {
  const first = await startSandboxProcess();
  await first.post('/_sandbox/clock', { advance_seconds: 86_400 });
  await first.post(path, { daily_budget: 46_000 });
  await first.post('/_sandbox/human_edits', { entity_id: spring.campaign, field: 'daily_budget', value: 50_000 });
  await first.post(`/v26.0/${spring.ad}`, { creative: { creative_id: spring.spare } });
  const before = { ledger: await ledger(first), insights: await insights(first) };
  await first.kill();
  appendFileSync(join(first.directory, 'ledger.jsonl'), '{"seq":3,"at":"2026');

  const second = await startSandboxProcess({ directory: first.directory });
  try {
    expect(await ledger(second)).toEqual(before.ledger);
    expect(await insights(second)).toEqual(before.insights);
    expect((await second.get(`${path}?fields=daily_budget`)).body).toMatchObject({ daily_budget: '50000' });
    expect((await second.get(`/v26.0/${spring.ad}?fields=creative`)).body).toMatchObject({
      creative: { id: spring.spare },
    });
    expect((await second.get(`/v26.0/${spring.account}/activities`)).body).toMatchObject({ data: [{}, {}, {}] });
    expect((await second.get('/_sandbox/clock')).body).toMatchObject({
      now: expect.stringMatching(/^2026-11-22T12:0/),
    });
    await second.post(path, { status: 'PAUSED' });
    expect((await ledger(second)).map((entry) => entry.seq)).toEqual([1, 2, 3]);
  } finally {
    expect(await second.stop()).toBe(0);
  }
});

it('a mutation whose answer was lost in a kill -9 is in the ledger of the next life', async () => {
  const first = await startSandboxProcess();
  await first.fault({ kind: 'slow', milliseconds: 60_000, phase: 'after' });
  const lost = first.post(path, { daily_budget: 46_000 });
  const failed = expect(lost).rejects.toThrow();
  await expect.poll(async () => (await ledger(first)).length).toBe(1);
  await first.kill();
  await failed;
  const second = await startSandboxProcess({ directory: first.directory });
  expect(await ledger(second)).toMatchObject([{ after: 46_000 }]);
  await second.stop();
});
