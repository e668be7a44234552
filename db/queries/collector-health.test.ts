import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { collectorHealth } from '../schema/index.ts';
import { forgetCachedAnswers, readCachedAnswer, removeOldAnswers, writeCachedAnswer } from './collector-cache.ts';
import { listCollectorHealth, noteCollectorCall, readRecentCalls, saveProbe } from './collector-health.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>) =>
  withTenant(database.app, tenant.tenant_id, work);
const note = (succeeded: boolean, more: Partial<Parameters<typeof noteCollectorCall>[1]> = {}) =>
  inTenant((tx) =>
    noteCollectorCall(tx, {
      ...{
        collector_name: 'history',
        succeeded,
        response_ms: 50,
        error_message: succeeded ? null : 'No answer.',
        ...more,
      },
    }),
  );
const stand = async () => (await inTenant(listCollectorHealth))[0];
const recent = () => inTenant((tx) => readRecentCalls(tx, 'history'));
const down = { collector_name: 'history', status: 'down', response_time_ms: null, error_message: 'Refused.' } as const;
const long_ago = new Date('2026-03-01T00:00:00Z');

describe('how a collector stands', () => {
  it('is degraded while a failure is among its newest five calls, with what failed last', async () => {
    await note(false);
    expect(await stand()).toMatchObject({ status: 'degraded', error_message: 'No answer.' });
    for (let index = 0; index < 4; index += 1) {
      await note(true);
      expect(await stand()).toMatchObject({ status: 'degraded', error_message: 'No answer.' });
    }
    expect(await recent()).toEqual([true, true, true, true, false]);
    await note(true);
    expect(await stand()).toMatchObject({ status: 'healthy', error_message: null });
    expect(await recent()).toEqual([true, true, true, true, true]);
  });

  it('is down by a probe alone: a failure leaves it so and a success proves the opposite', async () => {
    await inTenant((tx) => saveProbe(tx, { ...down, last_check: long_ago }));
    expect(await recent()).toEqual([]);
    await note(false);
    expect(await stand()).toMatchObject({ status: 'down', error_message: 'No answer.' });
    await note(true);
    expect(await stand()).toMatchObject({ status: 'degraded' });
  });

  it('keeps its calls through a probe, and its speed through a call that was not timed', async () => {
    await note(true, { response_ms: 120 });
    await note(false, { response_ms: null });
    expect(await stand()).toMatchObject({ response_time_ms: 120 });
    await inTenant((tx) => saveProbe(tx, { ...down, status: 'healthy', error_message: null, last_check: long_ago }));
    expect(await stand()).toMatchObject({ status: 'healthy', response_time_ms: null, last_check: long_ago });
    expect(await recent()).toEqual([false, true]);
  });

  it('is written once a minute while all goes well, and at once when something fails', async () => {
    for (let index = 0; index < 5; index += 1) await note(true);
    const checked = (await stand())?.last_check;
    await note(true, { response_ms: 999 });
    expect(await stand()).toMatchObject({ last_check: checked, response_time_ms: 50 });
    await inTenant((tx) => tx.update(collectorHealth).set({ last_check: long_ago }));
    await note(true, { response_ms: 999 });
    expect(await stand()).toMatchObject({ response_time_ms: 999 });
    await note(false);
    expect(await stand()).toMatchObject({ status: 'degraded' });
  });

  it('loses no call when many come at once, and knows nothing of others', async () => {
    await Promise.all(Array.from({ length: 6 }, () => note(false)));
    expect(await recent()).toEqual([false, false, false, false, false]);
    expect(await inTenant((tx) => readRecentCalls(tx, 'calendar'))).toEqual([]);
    await note(true, { collector_name: 'calendar' });
    expect((await inTenant(listCollectorHealth)).map((row) => [row.collector_name, row.status])).toEqual([
      ['calendar', 'healthy'],
      ['history', 'degraded'],
    ]);
  });
});

describe('an answer of a source that is kept', () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 2, 10, 12, minute));
  const write = (answer: string, minute: number, collector_name = 'competitors', cache_key = 'k') =>
    inTenant((tx) =>
      writeCachedAnswer(tx, { collector_name, cache_key, answer, fetched_at: at(minute), expires_at: at(minute + 10) }),
    );
  const read = async (collector_name = 'competitors', cache_key = 'k') =>
    (await inTenant((tx) => readCachedAnswer(tx, { collector_name, cache_key })))?.answer ?? null;

  it('is replaced by a newer one, never by one that was overtaken on its way', async () => {
    await write('first', 1);
    await write('second', 3);
    await write('overtaken', 2);
    expect(await read()).toBe('second');
    expect([await read('competitors', 'other'), await read('calendar')]).toEqual([null, null]);
  });

  it('is forgotten with those of the sources below its collector, and no others', async () => {
    for (const name of ['competitors', 'competitors.library', 'competitors2', 'calendar']) await write('x', 1, name);
    await inTenant((tx) => forgetCachedAnswers(tx, 'competitors'));
    const left = await Promise.all(
      ['competitors', 'competitors.library', 'competitors2', 'calendar'].map((name) => read(name)),
    );
    expect(left).toEqual([null, null, 'x', 'x']);
  });

  it('can be read after it expired, until the old ones are removed', async () => {
    await write('old', 0);
    await write('fresh', 5, 'calendar');
    expect(await inTenant((tx) => removeOldAnswers(tx, at(10)))).toBe(0);
    expect(await read()).toBe('old');
    expect(await inTenant((tx) => removeOldAnswers(tx, at(11)))).toBe(1);
    expect([await read(), await read('calendar')]).toEqual([null, 'fresh']);
  });
});
