import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import { runMbi } from '../../../tests/harness/command-line.ts';
import { recordingTemporal } from '../../../tests/harness/recording-temporal.ts';
import { writtenRows } from '../../../tests/money/written-rows.ts';

const [tenant] = demoTenants;
let api: TestApi;
let written: Awaited<ReturnType<typeof writtenRows>>;
beforeAll(async () => {
  api = await startTestApi({ temporal: recordingTemporal().gateway });
  const campaign_id = tenant?.campaigns[0]?.campaign_id ?? '';
  written = await writtenRows(api.database.owner, { tenant_id: tenant?.tenant_id ?? '', campaign_id });
});
afterAll(() => api.stop());

async function mbi(person: string, ...words: readonly string[]) {
  const environment = { MBI_API_URL: api.api_url, MBI_PASSWORD: 'demo-password-of-the-tests' };
  return runMbi(['changes', ...words, '--as', `${person}@${tenant?.email_domain}`], { environment });
}
const reason = ['--reason', 'I looked at the account'] as const;

describe('mbi changes', () => {
  it('lists what waits for a person, with both views, and says so by its exit code', async () => {
    expect(await mbi('viewer', 'list', '--waiting')).toMatchObject({ code: 0, out: 'Nothing found.\n' });
    const { intent_id } = await written();
    const waiting = await mbi('viewer', 'list', '--waiting');
    expect(waiting.code).toBe(1);
    expect(waiting.out).toMatch(
      new RegExp(`${intent_id} +Needs a person +Campaign +daily budget +400.00 USD → 460.00 USD +510.00 USD`),
    );
    const shown = await mbi('viewer', 'show', intent_id);
    expect(shown.out).toMatch(/meant: 400.00 USD → 460.00 USD\nshown: 510.00 USD at .+\nstate: Needs a person, 2 of 4/);
    expect(shown.out).toMatch(/Armed [\s\S]+Needs a person .+ The platform shows 51000\./);
  });

  it('lists every change, and finds those of a campaign, a playbook, a state and a day', async () => {
    const { intent_id, execution_id } = await written({ state: 'verified' });
    const all = await mbi('viewer', 'list');
    expect([all.code, all.out]).toEqual([0, expect.stringContaining(intent_id)]);
    const campaign = tenant?.campaigns[0]?.campaign_id ?? '';
    const found = await mbi('viewer', 'list', '--campaign', campaign, '--playbook', 'raise-it', '--state', 'verified');
    expect(found.out).toMatch(new RegExp(`${intent_id} +Verified`));
    expect((await mbi('viewer', 'list', '--execution', execution_id)).out).toContain(intent_id);
    const none = [
      ['--platform', 'tiktok_ads'],
      ['--day', '2020-01-01'],
      ['--approver', 'nobody@example.com'],
    ];
    for (const words of none) expect((await mbi('viewer', 'list', ...words)).out).toBe('Nothing found.\n');
  });

  it.each([
    ['confirm_applied', 'The change: Verified.'],
    ['confirm-not-applied', 'The change: Not applied.'],
    ['retry', /^The change: Not applied\. Its step runs again in execution [0-9a-f-]{36}\.$/m],
  ] as const)('resolve %s settles it, once', async (resolution, told) => {
    const { intent_id } = await written();
    const settle = () => mbi('approver', 'resolve', intent_id, resolution, ...reason);
    const first = await settle();
    expect([first.code, first.out.trim()]).toEqual([0, expect.stringMatching(told)]);
    expect((await settle()).out).toBe(first.out);
    expect((await mbi('viewer', 'show', intent_id)).out).not.toContain('state: Needs a person');
  });

  it('refuses a word that says nothing, a write that waits for nobody, and a person who may not', async () => {
    const { intent_id } = await written({ state: 'verified' });
    const answers = [
      await mbi('approver', 'resolve', intent_id, 'perhaps', ...reason),
      await mbi('approver', 'resolve', intent_id, 'retry', ...reason),
      await mbi('viewer', 'resolve', intent_id, 'retry', ...reason),
      await mbi('viewer', 'show', '01900000-0000-7000-8000-000000000001'),
    ];
    expect(answers.map((answer) => answer.code)).toEqual([2, 3, 3, 3]);
    expect(answers.map((answer) => answer.err)).toEqual([
      expect.stringContaining('confirm_applied, confirm_not_applied, retry'),
      expect.stringContaining('WRITE_INTENT_NOT_OPEN'),
      expect.stringContaining('writes:resolve'),
      expect.stringContaining('WRITE_INTENT_NOT_FOUND'),
    ]);
  });
});
