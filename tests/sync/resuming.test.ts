import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openSyncStage, type SyncStage } from './sync-stage.ts';

const account_id = 'act_100100';
let stage: SyncStage;
beforeAll(async () => {
  stage = await openSyncStage({ born_at: '2026-11-03T12:00:00Z' });
  await stage.entities(account_id);
});
afterAll(() => stage.close());
afterEach(async () => {
  const { sql } = stage.database.owner;
  await sql`delete from sync_days`;
  await sql`delete from fct_ad_metric_daily`;
  await sql`delete from sync_streams where stream = 'daily_metrics'`;
});

const campaigns = () => stage.tenant.campaigns;
const daysRead = async () => {
  const [row] = await stage.database.owner.sql`select count(*)::int as n from sync_days`;
  return Number(row?.n);
};

/** The platform as seen by a worker that stops dead after so many reports: their answers never come. */
function stoppingAfter(reports: number) {
  let asked = 0;
  let hung: () => void = () => undefined;
  let release: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    hung = resolve;
  });
  const later = new Promise<void>((resolve) => {
    release = resolve;
  });
  const use: typeof fetch = async (input, init) => {
    const isReport = String(input).includes('/insights');
    if (isReport) asked += 1;
    if (isReport && asked > reports) {
      hung();
      await later;
      // The time-outs of the call have long passed; the zombie gets its answer all the same.
      return fetch(input, { ...init, signal: null });
    }
    return fetch(input, init);
  };
  return { use, stopped, release };
}

describe('a run that was killed', () => {
  it('goes on where it stopped, and what was read is not read again', async () => {
    const origin = stage.newOrigin();
    const dead = stoppingAfter(8);
    const first = stage.metrics(account_id, { origin, fetch: dead.use }).catch((error: unknown) => error);
    await dead.stopped;
    // The eight windows that were answered were saved, each with its place, before the next were asked for.
    expect(await daysRead()).toBe(8 * 30);
    const held = await stage.stream(account_id, 'daily_metrics');
    expect(held).toMatchObject({
      status: 'running',
      rows_read: 240,
      cursor: { days_left: 480 },
      lease_holder: origin.idempotency_key,
    });
    const second = await stage.metrics(account_id, { origin });
    expect(second).toMatchObject({ resumed: true, windows_read: 16, rows_read: 720, failed: [] });
    expect(await daysRead()).toBe(campaigns().length * 90);
    // The first attempt wakes up: it is a zombie by now, and must not write a thing.
    const before = await stage.database.owner
      .sql`select rows_read, finished_at from sync_streams where stream = 'daily_metrics'`;
    dead.release();
    expect(await first).toMatchObject({ code: 'SYNC_RUNNING' });
    expect(
      await stage.database.owner.sql`select rows_read, finished_at from sync_streams where stream = 'daily_metrics'`,
    ).toEqual(before);
    expect(await stage.stream(account_id, 'daily_metrics')).toMatchObject({ status: 'idle', error_code: null });
  });

  it('keeps others out until its lease has run out, and then is taken over with its progress', async () => {
    const dead = stoppingAfter(4);
    const first = stage.metrics(account_id, { fetch: dead.use }).catch((error: unknown) => error);
    await dead.stopped;
    const refused = stage.metrics(account_id);
    await expect(refused).rejects.toMatchObject({ code: 'SYNC_RUNNING', retryAfterSeconds: 30 });
    expect(await stage.stream(account_id, 'daily_metrics')).toMatchObject({ status: 'running' });
    await stage.database.owner
      .sql`update sync_streams set leased_until = now() - interval '1 second' where stream = 'daily_metrics'`;
    expect(await stage.metrics(account_id)).toMatchObject({ resumed: true, windows_read: 20, rows_read: 720 });
    dead.release();
    expect(await first).toMatchObject({ code: 'SYNC_RUNNING' });
    expect(await stage.stream(account_id, 'daily_metrics')).toMatchObject({ status: 'idle', rows_read: 720 });
  });

  it('that is asked to stop gives the stream free at once, with its progress', async () => {
    const stop = new AbortController();
    let beats = 0;
    let told: unknown;
    const heartbeat = (progress?: unknown) => {
      told = progress;
      beats += 1;
      if (beats === 6) stop.abort();
    };
    await expect(stage.metrics(account_id, { signal: stop.signal, heartbeat })).rejects.toThrow();
    const left = await stage.stream(account_id, 'daily_metrics');
    expect(left).toMatchObject({ status: 'failed', error_code: 'EXECUTION_CANCELLED', lease_holder: null });
    // Every beat of the heart says how far it is.
    expect(told).toMatchObject({ stream: 'daily_metrics', rows_read: 150, cursor: { days_left: expect.any(Number) } });
    expect(await daysRead()).toBe(5 * 30);
    expect(await stage.metrics(account_id)).toMatchObject({ resumed: true, windows_read: 19 });
  });
});

it('two runs at once: one reads, the other is told to wait, and no day is counted twice', async () => {
  const runs = await Promise.allSettled([
    stage.metrics(account_id),
    stage.metrics(account_id),
    stage.metrics(account_id),
  ]);
  const done = runs.filter((run) => run.status === 'fulfilled');
  expect(done).toHaveLength(1);
  for (const run of runs) if (run.status === 'rejected') expect(run.reason).toMatchObject({ code: 'SYNC_RUNNING' });
  expect(await stage.stream(account_id, 'daily_metrics')).toMatchObject({ rows_read: 720, status: 'idle' });
});

it('the campaigns of an account are taken up after the last one that was saved', async () => {
  const origin = stage.newOrigin();
  const [, , , third] = campaigns()
    .map((each) => each.campaign_id)
    .toSorted();
  await stage.sandbox.fault({ kind: 'throttle', times: 1, match: { entity_id: third, access: 'read' } });
  await expect(stage.entities(account_id, { origin })).rejects.toMatchObject({ code: 'PLATFORM_THROTTLED' });
  expect(await stage.stream(account_id, 'entities')).toMatchObject({
    status: 'failed',
    error_code: 'PLATFORM_THROTTLED',
  });
  const asked: string[] = [];
  const watch: typeof fetch = (input, init) => {
    asked.push(String(input));
    return fetch(input, init);
  };
  await stage.database.owner.sql`update ad_accounts set name = name`;
  const resumed = await stage.entities(account_id, { origin, fetch: watch });
  expect(resumed).toMatchObject({ resumed: true, failed: [], campaigns: campaigns().length });
  expect(asked.filter((url) => url.includes('/adsets')).length).toBe(campaigns().length - 3);
});
