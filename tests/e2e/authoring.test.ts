import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerSchema } from '../../contracts/ad-platform.ts';
import { demoTenants } from '../../contracts/demo-world.ts';
import { runMbi } from '../harness/command-line.ts';
import { type Stack, startStack } from '../harness/stack.ts';

const campaign_id = demoTenants[0]?.campaigns[0]?.campaign_id ?? '';
const domain = demoTenants[0]?.email_domain ?? '';
const folder = mkdtempSync(join(tmpdir(), 'mbi-author-'));
const file = join(folder, 'lower-budget.yaml');

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await stack.syncInsights([campaign_id]);
}, 120_000);
afterAll(async () => {
  await stack.stop();
  rmSync(folder, { recursive: true });
});

/** `mbi` as one of the people of the first tenant. */
const mbi = (person: string, ...words: string[]) =>
  runMbi([...words, '--as', `${person}@${domain}`], {
    environment: { MBI_API_URL: stack.api_url, MBI_PASSWORD: stack.demo_password },
  });
async function ledger() {
  const answer = await fetch(`${stack.sandbox.url}/_sandbox/ledger`);
  return ledgerSchema.parse(await answer.json()).entries;
}
/** How many rows of anything that writes, or asks to write, there are. */
async function traces(): Promise<Record<string, number>> {
  const [row] = await stack.database.owner.sql`select
    (select count(*)::int from write_intents) as intents, (select count(*)::int from receipts) as receipts,
    (select count(*)::int from approvals) as approvals, (select count(*)::int from change_sets) as change_sets,
    (select count(*)::int from playbooks where playbook_id like 'lower_budget%') as playbooks`;
  return { ...row };
}
const nothing = { intents: 0, receipts: 0, approvals: 0, change_sets: 0, playbooks: 0 };

async function liveBudget(): Promise<number> {
  const [row] = await stack.database.owner
    .sql`select daily_budget_minor from campaigns where campaign_id = ${campaign_id}`;
  return Number(row?.daily_budget_minor);
}

const cases = `playbook: lower-budget.yaml
inputs: { campaign_id: c1, daily_budget_minor: 9000 }
mocks:
  - { action: AdPlatformAgent.set_daily_budget, before: { daily_budget_minor: 10000 } }
cases:
  - name: a yes lowers it
    decisions: [{ step: change, decision: approve }]
    expect: { status: completed, calls: [{ action: AdPlatformAgent.set_daily_budget }] }
  - name: a no leaves it
    decisions: [{ step: change, decision: reject }]
    expect: { status: rejected }
  - name: silence for a day is a no
    expect: { status: expired }
`;

describe('an author, from nothing to a change that was approved', () => {
  it('new → validate → explain → test, without a server', async () => {
    expect(await runMbi(['new', 'lower-budget', '--folder', folder])).toMatchObject({ code: 0 });
    expect(await runMbi(['validate', file])).toMatchObject({ code: 0 });
    const told = await runMbi(['explain', file]);
    expect(told.code).toBe(0);
    expect(told.out).toMatch(/24 hours|1 day/);
    writeFileSync(join(folder, 'lower-budget.test.yaml'), cases);
    const tested = await runMbi(['test', folder, '--min-coverage', '100']);
    expect([tested.code, tested.out]).toEqual([0, expect.stringContaining('3 passed, 1 file')]);
  });

  it('a mistake is shown where it is, by every verb alike, and nothing is sent anywhere', async () => {
    const broken = join(folder, 'broken.yaml');
    writeFileSync(broken, readFileSync(file, 'utf8').replace('set_daily_budget', 'set_dayly_budget'));
    for (const verb of [['validate'], ['dry-run', '--campaign', campaign_id], ['deploy', '--yes']]) {
      const { code, out, err } = await mbi('engineer', verb[0] ?? '', broken, ...verb.slice(1));
      expect([verb[0], code]).toEqual([verb[0], 1]);
      expect(`${out}${err}`).toMatch(/broken\.yaml:\d+:\d+: error: .*set_dayly_budget/);
      expect(`${out}${err}`).toContain('set_daily_budget');
    }
    rmSync(broken);
    expect(await traces()).toEqual(nothing);
  });

  it('dry-run shows the exact change set, and leaves no trace of a write', async () => {
    const before = await liveBudget();
    const wanted = Math.round(before * 0.9);
    const words = [file, '--campaign', campaign_id, '--input', `daily_budget_minor=${wanted}`];
    const { code, out } = await mbi('engineer', 'dry-run', ...words, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      status: 'completed',
      changes: [
        {
          step_id: 'change',
          change_set: {
            change_count: 1,
            total_change_minor: before - wanted,
            changes: [{ field: 'daily_budget_minor', before, after: wanted }],
          },
        },
      ],
    });
    const people = await mbi('engineer', 'dry-run', ...words);
    expect(people.out).toMatch(/change +campaign .* daily budget +.* -10 %/);
    expect(people.out).toContain('Nothing was written.');
    expect(await ledger()).toEqual([]);
    expect(await traces()).toEqual(nothing);
    expect(await liveBudget()).toBe(before);
  });

  it('a playbook that may write without asking writes nothing in a dry run either, several writes and a failure included', async () => {
    const eager = join(folder, 'eager.yaml');
    const write = (id: string, amount: string) =>
      `  - { id: ${id}, agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: '{{inputs.campaign_id}}', daily_budget_minor: ${amount} }, on_error: compensate }\n`;
    writeFileSync(
      eager,
      `id: eager_v1\nname: Eager\nscope: campaign\ninputs: { campaign_id: { type: string } }\nsteps:\n${write('one', '39000')}${write('two', '38500')}  - { id: end, stop: { status: failed } }\nguardrails: { autonomy: auto, max_budget_change_pct: 50 }\n`,
    );
    const { code, out } = await mbi('engineer', 'dry-run', eager, '--campaign', campaign_id, '--json');
    expect(code).toBe(3);
    const { changes, status } = JSON.parse(out);
    expect(status).toBe('failed');
    expect(changes).toMatchObject([{ step_id: 'one' }, { step_id: 'two' }]);
    expect(await ledger()).toEqual([]);
    expect(await traces()).toEqual(nothing);
  });

  it('deploy shows first, then does; the run asks; the yes applies exactly what the dry run had shown', async () => {
    const shown = await mbi('engineer', 'deploy', file);
    expect(shown).toMatchObject({ code: 0, err: expect.stringContaining('Nothing was deployed.') });
    expect(await traces()).toEqual(nothing);
    const done = await mbi('engineer', 'deploy', file, '--yes');
    expect(done).toMatchObject({ code: 0, out: expect.stringContaining('Deployed lower_budget_v1 version 1.') });

    const before = await liveBudget();
    const wanted = Math.round(before * 0.9);
    const inputs = ['--input', `campaign_id=${campaign_id}`, '--input', `daily_budget_minor=${wanted}`];
    const run = await mbi('marketer', 'run', 'lower-budget', ...inputs, '--wait', '--json');
    const { status, approval_id, execution_id } = JSON.parse(run.out);
    expect([run.code, status]).toEqual([0, 'waiting_for_approval']);
    expect(await ledger()).toEqual([]);
    expect(await mbi('marketer', 'approvals', 'decide', approval_id, '--approve')).not.toMatchObject({ code: 0 });
    expect(await mbi('approver', 'approvals', 'decide', approval_id, '--approve')).toMatchObject({ code: 0 });
    await (await stack.as('approver')).untilExecution(execution_id, ['completed']);
    expect(await ledger()).toMatchObject([{ field: 'daily_budget', before, after: wanted }]);
    expect(await traces()).toMatchObject({ intents: 1, receipts: 1, approvals: 1, change_sets: 1 });
  });

  it('diff says that a limit was loosened, and why tells of the moment in which it did not start', async () => {
    const looser = readFileSync(file, 'utf8')
      .replace('max_budget_change_pct: 25', 'max_budget_change_pct: 40')
      .replace('scope: campaign', 'scope: campaign\non: [{ event: test.look }]');
    writeFileSync(file, looser);
    const { code, out } = await mbi('engineer', 'diff', 'lower_budget_v1', file);
    expect(code).toBe(1);
    expect(out).toContain('lower_budget_v1 version 1 →');
    expect(out).toMatch(/! .*25.*40/);
    expect(await mbi('engineer', 'deploy', file, '--yes')).toMatchObject({
      code: 0,
      out: expect.stringContaining('version 2'),
    });
    expect((await mbi('engineer', 'diff', 'lower_budget_v1', file)).out).toContain('do the same');

    const engineer = await stack.as('engineer');
    const entity = { type: 'campaign', id: campaign_id };
    expect((await engineer.post('/v2/events', { name: 'test.look', entity, data: {} })).status).toBe(202);
    const why = () => mbi('engineer', 'why', 'lower-budget', '--campaign', campaign_id);
    const line = `line ${looser.split('\n').findIndex((each) => each.includes('cpa_change_pct')) + 1}`;
    await expect.poll(async () => (await why()).out, { timeout: 20_000, interval: 200 }).toContain(line);
    expect((await why()).out).toContain('context.cpa_change_pct > 20.0');
  });
});
