import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import { runMbi } from '../../../tests/harness/command-line.ts';
import { sayMoney } from '../money-words.ts';
import { readAmount, renderUses } from './cap.ts';

const [tenant] = demoTenants;
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await api.database.owner.sql`update money_caps set ended_at = clock_timestamp() where ended_at is null`;
});
afterAll(() => api.stop());

async function mbi(person: string, ...words: readonly string[]) {
  const environment = { MBI_API_URL: api.api_url, MBI_PASSWORD: 'demo-password-of-the-tests' };
  return runMbi(['caps', ...words, '--as', `${person}@${tenant?.email_domain}`], { environment });
}

describe('mbi caps', () => {
  it('tightens at once, proposes a wider one, and takes two people for that', async () => {
    const tight = await mbi('marketer', 'set', '500', '--reason', 'A quiet month');
    expect([tight.code, tight.out]).toEqual([0, expect.stringMatching(/^Holds now: 500\.00 USD in 24 h for tenant/)]);
    const wide = await mbi('approver', 'set', '900.50', '--reason', 'Sale', '--json');
    const { cap_id }: { cap_id: string } = JSON.parse(wide.out);
    expect(JSON.parse(wide.out)).toMatchObject({ state: 'proposed', limit_minor: 90_050 });
    const own = await mbi('approver', 'decide', cap_id, 'approve', '--reason', 'Mine');
    expect([own.code, own.err]).toEqual([3, expect.stringContaining('MONEY_CAP_OWN_PROPOSAL')]);
    const agreed = await mbi('admin', 'decide', cap_id, 'approve', '--reason', 'Agreed');
    expect([agreed.code, agreed.out]).toEqual([
      0,
      expect.stringMatching(/^The cap is cooling_off. It holds from .+ on.$/m),
    ]);
    const list = await mbi('viewer', 'list');
    expect(list.out).toContain('500.00 USD in 24 h');
    expect(list.out).toMatch(/0\.00 USD +active/);
    expect(list.out).toMatch(/– +cooling_off/);
  });

  it('shows what was replaced only when asked, and who uses a cap up', async () => {
    await mbi('marketer', 'set', '400', '--reason', 'Quieter');
    expect((await mbi('viewer', 'list')).out).not.toContain('replaced');
    expect((await mbi('viewer', 'list', '--all', '--uses')).out).toMatch(/replaced[\s\S]+Nothing found\./);
  });

  it.each([
    [['set', 'much', '--reason', 'x'], 2, 'no amount of money'],
    [['set', '0', '--reason', 'x'], 2, 'no amount of money'],
    [['set', '5'], 2, ''],
    [['set', '5', '--reason', 'x', '--scope', 'platform:none'], 3, 'REQUEST_INVALID'],
    [['set', '5', '--reason', 'x', '--window', 'long'], 3, 'REQUEST_INVALID'],
    [['decide', 'x', 'perhaps', '--reason', 'x'], 2, 'approve or reject'],
  ] as const)('%j ends with %d', async (words, code, told) => {
    const answer = await mbi('admin', ...words);
    expect([answer.code, answer.err]).toEqual([code, expect.stringContaining(told)]);
  });
});

describe('an amount', () => {
  it.each([
    ['1200', 'USD', 120_000, '1200.00 USD'],
    ['49.9', 'USD', 4_990, '49.90 USD'],
    ['1200', 'JPY', 1_200, '1200 JPY'],
    ['1.5', 'KWD', 1_500, '1.500 KWD'],
  ] as const)('%s %s is %d minor units, and said with all decimals', (words, currency, minor, said) => {
    expect(readAmount(words, currency)).toBe(minor);
    expect(sayMoney(minor, currency)).toBe(said);
  });

  it.each([
    ['12.345', 'USD'],
    ['1200.5', 'JPY'],
    ['1,200', 'USD'],
    ['-5', 'USD'],
  ])('%s %s is refused, never rounded to another cap than was typed', (words, currency) => {
    expect(() => readAmount(words, currency)).toThrow(`${words} is no amount of money in ${currency}`);
  });

  it('of each use stands beside who asked and until when', () => {
    const cap = {
      ...({ cap_id: '01900000-0000-7000-8000-000000000001', scope: 'tenant', scope_id: '', measure: 'moved' } as const),
      ...({
        window_hours: 24,
        limit_minor: 1,
        currency: 'USD',
        state: 'active',
        reason: 'x',
        proposed_by_email: 'a',
      } as const),
      ...{ proposed_at: '2026-01-01T00:00:00Z', decided_by_email: null, effective_at: null },
    };
    const use = { execution_id: 'e1', playbook_id: 'raise_v1', requested_by_email: 'ann@example.com' };
    const uses = [{ ...use, amount_minor: 600, counts_until: '2026-01-02T00:00:00Z' }];
    const text = renderUses({ ...cap, use: { used_minor: 600, left_minor: 0, uses } });
    expect(text).toMatch(/raise_v1 +e1 +ann@example.com +6\.00 USD +2026-01-02/);
  });
});
