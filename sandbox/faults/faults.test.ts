import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ledgerSchema } from '../../contracts/ad-platform.ts';
import { bornAt, type SandboxProcess, spring, startSandboxProcess } from '../testing/sandbox-process.ts';

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await startSandboxProcess();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.post('/_sandbox/reset', { now: bornAt });
});

const path = `/v26.0/${spring.campaign}`;
const write = () => sandbox.post(path, { daily_budget: 46_000 });
const applied = async () => ledgerSchema.parse((await sandbox.get('/_sandbox/ledger')).body).entries.length;
const budget = async () => (await sandbox.get(`${path}?fields=daily_budget`)).body;
const left = async () => (await sandbox.get('/_sandbox/faults')).body;

describe('a fault', () => {
  it('apply_then_drop: the change is applied and the connection dies', async () => {
    await sandbox.fault({ kind: 'apply_then_drop' });
    await expect(write()).rejects.toThrow('fetch failed');
    expect(await applied()).toBe(1);
    expect(await budget()).toMatchObject({ daily_budget: '46000' });
    expect(await left()).toEqual({ faults: [] });
  });

  it('apply_then_500: the change is applied and the answer is a server error', async () => {
    await sandbox.fault({ kind: 'apply_then_500' });
    expect(await write()).toMatchObject({ status: 500, body: { error: { code: 2, is_transient: true } } });
    expect(await applied()).toBe(1);
  });

  it('error_500_before: a server error, and nothing is applied', async () => {
    await sandbox.fault({ kind: 'error_500_before' });
    expect((await write()).status).toBe(500);
    expect(await applied()).toBe(0);
    expect((await write()).status).toBe(200);
  });

  it('throttle: Meta’s code with the time to wait in Meta’s header, so many times, and nothing is applied', async () => {
    await sandbox.fault({ kind: 'throttle', times: 2, estimated_time_to_regain_access_minutes: 3 });
    const answer = await write();
    expect(answer).toMatchObject({ status: 429, body: { error: { code: 80004, is_transient: true } } });
    const usage: unknown = JSON.parse(answer.headers.get('x-business-use-case-usage') ?? '');
    expect(usage).toMatchObject({ 100100: [{ call_count: 100, estimated_time_to_regain_access: 3 }] });
    expect((await sandbox.get(path)).status).toBe(429);
    expect((await write()).status).toBe(200);
    expect(await applied()).toBe(1);
    await sandbox.fault({ kind: 'throttle', code: 17, error_subcode: 2446079, status: 400 });
    expect(await write()).toMatchObject({ status: 400, body: { error: { code: 17, error_subcode: 2446079 } } });
  });

  it('slow before applying: a caller that gives up has still changed something', async () => {
    await sandbox.fault({ kind: 'slow', milliseconds: 300, match: { method: 'POST' } });
    const body = JSON.stringify({ daily_budget: 46_000 });
    const headers = { authorization: 'Bearer sandbox-token-alder-finch', 'content-type': 'application/json' };
    const hasty = fetch(sandbox.url + path, { method: 'POST', body, headers, signal: AbortSignal.timeout(50) });
    await expect(hasty).rejects.toThrow();
    expect(await applied()).toBe(0);
    await expect.poll(applied).toBe(1);
  });

  it('slow after applying: applied before it is answered', async () => {
    await sandbox.fault({ kind: 'slow', milliseconds: 400, phase: 'after' });
    const answer = write();
    await expect.poll(applied).toBe(1);
    expect((await answer).status).toBe(200);
  });

  it('read_after_write_lag: reads show the old value until the lag is over, writes see the new one', async () => {
    await sandbox.fault({ kind: 'read_after_write_lag', seconds: 60 });
    await write();
    expect(await budget()).toMatchObject({ daily_budget: '40000' });
    await sandbox.post('/_sandbox/clock', { advance_seconds: 61 });
    expect(await budget()).toMatchObject({ daily_budget: '46000' });
  });

  it('human_edit: a person changes the value after the second read, in the history but not in the ledger', async () => {
    const match = { entity_id: spring.campaign };
    await sandbox.fault({ kind: 'human_edit', match, after: 2, field: 'daily_budget', value: 55_000 });
    expect(await budget()).toMatchObject({ daily_budget: '40000' });
    expect(await budget()).toMatchObject({ daily_budget: '40000' });
    expect(await budget()).toMatchObject({ daily_budget: '55000' });
    expect(await applied()).toBe(0);
    const history = await sandbox.get(`/v26.0/${spring.account}/activities?fields=extra_data`);
    expect(JSON.stringify(history.body)).toContain('\\"new_value\\":55000');
  });

  it('human_edit before a write: the ledger’s before is what the person set', async () => {
    const match = { entity_id: spring.campaign };
    await sandbox.fault({ kind: 'human_edit', match, trigger: 'before_write', field: 'daily_budget', value: 55_000 });
    await write();
    const { entries } = ledgerSchema.parse((await sandbox.get('/_sandbox/ledger')).body);
    expect(entries).toMatchObject([{ before: 55_000, after: 46_000 }]);
  });

  it('expired_token: code 190 with subcode 463', async () => {
    await sandbox.fault({ kind: 'expired_token' });
    expect(await write()).toMatchObject({ status: 401, body: { error: { code: 190, error_subcode: 463 } } });
    expect(await applied()).toBe(0);
  });

  it('black_hole: the call is taken and never answered, and nothing is applied', async () => {
    await sandbox.fault({ kind: 'black_hole' });
    await expect(fetch(sandbox.url + path, { signal: AbortSignal.timeout(150) })).rejects.toThrow();
    expect(await applied()).toBe(0);
    expect((await sandbox.get(path)).status).toBe(200);
  });

  it.each([
    ['garbage', /<<< not json/],
    ['truncated', /^\{"name":"Spr/],
    ['html', /^<!doctype html>/],
  ])('malformed as %s: the answer is no JSON', async (shape, text) => {
    await sandbox.fault({ kind: 'malformed', shape });
    expect((await sandbox.get(`${path}?fields=name`)).body).toMatch(text);
  });

  it('malformed with unknown fields or wrong types: JSON that a reader must bear or refuse', async () => {
    await sandbox.fault({ kind: 'malformed', shape: 'unknown_fields' }, { kind: 'malformed', shape: 'wrong_types' });
    expect(await budget()).toMatchObject({ daily_budget: '40000', brand_new_field: { nested: [1, null, 'x'] } });
    expect(await budget()).toMatchObject({ daily_budget: 5 });
  });

  it('strikes only what it matches: method, entity, field and path', async () => {
    await sandbox.fault(
      { kind: 'error_500_before', match: { method: 'POST', entity_id: spring.campaign, field: 'daily_budget' } },
      { kind: 'throttle', match: { path: '/insights' } },
    );
    expect((await sandbox.get(path)).status).toBe(200);
    expect((await sandbox.post(path, { status: 'PAUSED' })).status).toBe(200);
    expect((await sandbox.post(`/v26.0/${spring.ad_set}`, { bid_amount: 260 })).status).toBe(200);
    expect((await write()).status).toBe(500);
    expect((await sandbox.get(`${path}/insights`)).status).toBe(429);
  });

  it('stays on with times null until it is taken away, and a misspelt one is refused', async () => {
    await sandbox.fault({ kind: 'error_500_before', times: null });
    expect([(await write()).status, (await write()).status]).toEqual([500, 500]);
    await sandbox.call('DELETE', '/_sandbox/faults');
    expect((await write()).status).toBe(200);
    expect((await sandbox.fault({ kind: 'earthquake' })).status).toBe(400);
    expect((await sandbox.fault({ kind: 'human_edit', field: 'status', value: 'PAUSED' })).status).toBe(400);
  });
});
