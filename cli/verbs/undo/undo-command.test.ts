import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import { runMbi } from '../../../tests/harness/command-line.ts';
import { recordingTemporal } from '../../../tests/harness/recording-temporal.ts';
import { writtenRows } from '../../../tests/money/written-rows.ts';

const [tenant] = demoTenants;
const temporal = recordingTemporal();
let api: TestApi;
let receipt_id: string;
let execution_id: string;
beforeAll(async () => {
  api = await startTestApi({ temporal: temporal.gateway });
  const campaign_id = tenant?.campaigns[0]?.campaign_id ?? '';
  const written = await writtenRows(api.database.owner, { tenant_id: tenant?.tenant_id ?? '', campaign_id });
  const row = await written();
  ({ execution_id } = row);
  const approver = await api.as('approver');
  const said = { resolution: 'confirm_applied', reason: 'I looked' };
  receipt_id = (await approver.post(`/v2/changes/${row.intent_id}/resolve`, said)).text('receipt.receipt_id');
});
afterAll(() => api.stop());

async function mbi(person: string, ...words: readonly string[]) {
  const environment = { MBI_API_URL: api.api_url, MBI_PASSWORD: 'demo-password-of-the-tests' };
  return runMbi(['undo', ...words, '--as', `${person}@${tenant?.email_domain}`], { environment });
}
const since = ['--since', '2020-01-01T00:00:00Z'] as const;

describe('mbi undo', () => {
  it('shows what would go back and what was spent, and starts nothing', async () => {
    const shown = await mbi('viewer', '--change', receipt_id, '--preview');
    expect(shown.code).toBe(0);
    expect(shown.out).toContain('Take back 1 field of 1 campaign: one change');
    expect(shown.out).toMatch(/daily budget from \$460\.00 back to \$400\.00/);
    expect(shown.out).toContain('spend since');
    expect(temporal.started.size).toBe(0);
  });

  it('names changes in each of the five ways', async () => {
    const ways = [
      ['--execution', execution_id],
      ['--playbook', 'raise-it', ...since],
      ['--day', new Date().toISOString().slice(0, 10)],
    ];
    for (const way of ways) {
      const shown = await mbi('viewer', ...way, '--preview', '--json');
      expect([shown.code, shown.out]).toEqual([0, expect.stringContaining(receipt_id)]);
    }
    const nobody = await mbi('viewer', '--approver', 'nobody@example.com', ...since, '--preview');
    expect([nobody.code, nobody.out]).toEqual([1, expect.stringContaining('Nothing to take back')]);
  });

  it('starts an execution for whoever may, with a reason', async () => {
    const started = await mbi('approver', '--change', receipt_id, '--reason', 'It was a mistake');
    expect([started.code, started.out]).toEqual([0, expect.stringContaining('started')]);
    expect([...temporal.started.values()].map((input) => input.inputs)).toMatchObject([
      { receipt_id, reason: 'It was a mistake' },
    ]);
  });

  it('refuses what names nothing or too much, what says no reason, and a person who may not', async () => {
    const answers = [
      await mbi('approver', '--preview'),
      await mbi('approver', '--change', receipt_id, '--day', '2026-11-20', '--preview'),
      await mbi('approver', '--playbook', 'raise-it', '--preview'),
      await mbi('approver', '--change', receipt_id),
      await mbi('viewer', '--change', receipt_id, '--reason', 'why not'),
    ];
    expect(answers.map((answer) => answer.code)).toEqual([2, 2, 2, 2, 3]);
    expect(answers.at(-1)?.err).toContain('executions:undo');
  });
});
