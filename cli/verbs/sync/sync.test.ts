import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { withTenant } from '../../../db/connect.ts';
import { endRun, recordProgress, takeStream } from '../../../db/queries/sync-streams.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import { runMbi } from '../../../tests/harness/command-line.ts';
import { recordingTemporal } from '../../../tests/harness/recording-temporal.ts';

const [tenant] = demoTenants;
const temporal = recordingTemporal();
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ temporal: temporal.gateway });
});
afterAll(() => api.stop());

async function mbi(person: string, ...words: readonly string[]) {
  const environment = { MBI_API_URL: api.api_url, MBI_PASSWORD: 'demo-password-of-the-tests' };
  return runMbi([...words, '--as', `${person}@${tenant?.email_domain}`], { environment });
}

/** A run of the daily figures of the main account that ends with an error, or well. */
async function runStream(error: { readonly code: string; readonly message: string } | null) {
  const tenant_id = tenant?.tenant_id ?? '';
  const [row] = await api.database.owner.sql`select ad_account_id from ad_accounts where external_id = 'act_100100'`;
  await withTenant(api.database.app, tenant_id, async (tx) => {
    const now = new Date();
    const ad_account_id = String(row?.ad_account_id);
    const run = {
      ad_account_id,
      stream: 'daily_metrics' as const,
      holder: 'h',
      execution_id: crypto.randomUUID(),
      now,
    };
    const held = await takeStream(tx, run);
    await recordProgress(tx, held, {
      cursor: { days_left: 7 },
      added: { read: 90, changed: 4, restated: 3 },
      backfill_from: '2026-11-01',
    });
    await endRun(tx, held, { status: error === null ? 'idle' : 'failed', now, error });
  });
}

describe('mbi accounts', () => {
  it('lists accounts with their connection, and no secret', async () => {
    const listed = await mbi('viewer', 'accounts');
    expect(listed.code).toBe(0);
    expect(listed.out).toMatch(/act_100100 +Alder & Finch EU +\S.+ +USD +UTC +8 +unchecked +–/);
    expect(listed.out).toContain('504004001');
    const json = await mbi('viewer', 'accounts', '--json');
    expect(json.out).not.toMatch(/token|ciphertext/);
    expect(JSON.parse(json.out)).toMatchObject({ data: [{}, {}, {}, { external_id: '7050050050051' }] });
  });
});

describe('mbi sync', () => {
  it('starts the sync of an account, and shows how far it is', async () => {
    const started = await mbi('marketer', 'sync', 'start', '3003003001', '--days', '30', '--json');
    const { execution_id }: { execution_id: string } = JSON.parse(started.out);
    expect(temporal.started.get(execution_id)).toMatchObject({
      inputs: { backfill_days: 30 },
      entity: { id: '3003003001' },
    });
    expect((await mbi('marketer', 'sync', 'start', '504004001')).out).toMatch(
      /^Started .+ mbi sync status --account 504004001/,
    );
    expect(await mbi('viewer', 'sync', 'status')).toMatchObject({
      code: 0,
      out: expect.stringContaining('Nothing found.'),
    });
    await runStream(null);
    const status = await mbi('viewer', 'sync', 'status', '--account', 'act_100100');
    expect(status).toMatchObject({
      code: 0,
      out: expect.stringMatching(/act_100100 +daily_metrics +idle +0 +– +\d+ +– +90 +3 +–/),
    });
  });

  it('ends with findings, and the reason, where a stream has an error', async () => {
    await runStream({ code: 'PLATFORM_THROTTLED', message: 'Meta: slow down.' });
    const status = await mbi('viewer', 'sync', 'status');
    expect([status.code, status.out]).toEqual([1, expect.stringContaining('daily_metrics: Meta: slow down.')]);
    expect(status.out).toMatch(/failed +.+ 7 +90 +3 +PLATFORM_THROTTLED/);
  });

  it.each([
    [['sync', 'start'], 2, ''],
    [['sync', 'start', 'act_1', '--days', 'many'], 2, 'no number of days'],
    [['sync', 'start', 'act_0'], 3, 'ACCOUNT_NOT_FOUND'],
    [['sync', 'start', '3003003001'], 3, 'EXECUTION_CONFLICT'],
    [['sync', 'status', '--account', 'act_0'], 3, 'ACCOUNT_NOT_FOUND'],
  ] as const)('%j ends with %d', async (words, code, told) => {
    const answer = await mbi('marketer', ...words);
    expect([answer.code, answer.err]).toEqual([code, expect.stringContaining(told)]);
  });
});
