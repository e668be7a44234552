import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { withTenant } from '../../../db/connect.ts';
import { putApproverGroup } from '../../../db/queries/approver-groups.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';

let api: TestApi;
let engineer: HttpClient;
beforeAll(async () => {
  api = await startTestApi();
  engineer = await api.as('engineer');
});
afterAll(() => api.stop());

const top = (id: string, more = '') => `id: ${id}
name: Names others
scope: campaign
inputs: { campaign_id: { type: string } }
${more}
steps:
`;
const parent = (id: string, child: string, inputs = "campaign_id: '{{inputs.campaign_id}}'", more = '') =>
  `${top(id, more)}  - { id: inner, playbook: ${child}, inputs: { ${inputs} } }\n`;
const leaf = (id: string) => `${top(id)}  - { id: end, stop: { status: completed } }\n`;
const spender = (id: string) => `${top(id, 'guardrails: { max_budget_change_pct: 15 }')}  - id: lower
    agent: AdPlatformAgent
    action: set_daily_budget
    params: { campaign_id: '{{inputs.campaign_id}}', daily_budget_minor: '{{ 1000 + 1 }}' }
approval: { approvers: { roles: [approver] }, timeout: 1d, on_timeout: reject }
`;
const asking = (id: string, group: string) => `${top(id)}  - id: ask
    approval: { approvers: { groups: [${group}] }, timeout: 1d, on_timeout: reject }
`;
const deploy = (source: string, more: object = {}, as = engineer) => as.post('/v2/playbooks', { source, ...more });
const found = (answer: Awaited<ReturnType<typeof deploy>>): string[] => {
  const diagnostics = answer.at('details.diagnostics');
  return Array.isArray(diagnostics) ? diagnostics.map((each) => `${each.code} ${each.line}`) : [];
};

describe('what a playbook names beside itself', () => {
  it('must be a playbook that is deployed here, by its id or its name', async () => {
    const refused = await deploy(parent('first_v1', 'nobody_v1'));
    expect([refused.status, found(refused)]).toEqual([422, ['PLAYBOOK_CHILD_UNKNOWN 7']]);
    await deploy(leaf('leaf_v1'));
    expect((await deploy(parent('first_v1', 'leaf_v1'))).status).toBe(201);
    expect((await deploy(parent('second_v1', 'leaf'))).status).toBe(201);
    const elsewhere = await deploy(parent('first_v1', 'leaf_v1'), {}, await api.as('engineer', 1));
    expect(found(elsewhere)).toEqual(['PLAYBOOK_CHILD_UNKNOWN 7']);
    await engineer.post('/v2/playbooks/leaf_v1/retire', {});
    expect(found(await deploy(parent('third_v1', 'leaf_v1')))).toEqual(['PLAYBOOK_CHILD_UNKNOWN 7']);
  });

  it('is given the inputs that it takes, as they are deployed', async () => {
    await deploy(leaf('taker_v1'));
    // A misspelt input is one mistake, one that is left out another.
    expect(found(await deploy(parent('giver_v1', 'taker_v1', 'campaign: 1')))).toEqual(['PLAYBOOK_PARAM_UNKNOWN 7']);
    expect(found(await deploy(parent('giver_v1', 'taker_v1', '')))).toEqual(['PLAYBOOK_PARAM_MISSING 7']);
  });

  it('never leads back to it, over however many that are deployed', async () => {
    await deploy(leaf('ring_a_v1'));
    await deploy(parent('ring_b_v1', 'ring_a_v1'));
    await deploy(parent('ring_c_v1', 'ring-b'));
    const closed = await deploy(parent('ring_a_v1', 'ring_c_v1'));
    expect([closed.status, found(closed)]).toEqual([422, ['PLAYBOOK_CYCLE 7']]);
    expect(closed.text('detail')).toContain('ring_a_v1');
  });

  it('never starts by an event what leads back to it; with a condition in between that is a warning', async () => {
    const listener = (id: string, other: string, more = '') =>
      `${top(id, `on: [{ event: approval.rejected, match: "event.data.playbook_id == '${other}'" }]${more}`)}  - id: ask
    approval: { approvers: { roles: [approver] }, timeout: 1d, on_timeout: reject }
`;
    expect((await deploy(listener('echo_a_v1', 'echo_b_v1'))).status).toBe(201);
    const closed = await deploy(listener('echo_b_v1', 'echo_a_v1'));
    expect([closed.status, found(closed)]).toEqual([422, ['PLAYBOOK_EVENT_CYCLE 5']]);
    expect(closed.text('detail')).toContain('which starts echo_a_v1 (line 5 of echo_a_v1 as deployed)');
    const guarded = await deploy(listener('echo_b_v1', 'echo_a_v1', '\nwhen: context.cpa > 3'));
    expect([guarded.status, guarded.at('report.warnings.0.code')]).toEqual([201, 'PLAYBOOK_EVENT_CYCLE']);
  });

  it('is a group that has people in it', async () => {
    await withTenant(api.database.owner, demoTenants[0]?.tenant_id ?? '', async (tx) => {
      const by = '00000000-0000-4000-8000-000000000001';
      await putApproverGroup(tx, { name: 'board', emails: [`approver@${demoTenants[0]?.email_domain}`], by });
      await putApproverGroup(tx, { name: 'empty', emails: [], by });
    });
    expect((await deploy(asking('board_v1', 'board'))).status).toBe(201);
    expect(found(await deploy(asking('board_v1', 'bored')))).toEqual(['PLAYBOOK_GROUP_UNKNOWN 8']);
    expect((await deploy(asking('board_v1', 'empty'))).status).toBe(422);
    expect(found(await deploy(asking('board_v1', 'board'), {}, await api.as('engineer', 1)))).toEqual([
      'PLAYBOOK_GROUP_UNKNOWN 8',
    ]);
  });

  it.each(['dry-run', 'backtest'])('is checked by a %s, too', async (way) => {
    const answer = await engineer.post(`/v2/playbooks/${way}`, { source: parent('tried_v1', 'nobody_v1') });
    expect(found(answer)).toEqual(['PLAYBOOK_CHILD_UNKNOWN 7']);
  });
});

describe('a deployment report', () => {
  it('says the most that one execution can move, what its children move included, and what it was', async () => {
    await deploy(spender('spender_v1'));
    const over = await deploy(parent('over_v1', 'spender_v1'));
    expect(over.at('report.worst_case')).toEqual({
      ...{ kind: 'bounded', text: '15 % of the daily budget' },
      because: expect.arrayContaining([{ line: 7, text: expect.stringMatching(/^inner runs spender_v1; its line/) }]),
    });
    expect(over.at('report.worst_case_before')).toBe(null);
    const less = await deploy(leaf('over_v1'), { dry_run: true });
    expect([less.at('report.worst_case.text'), less.at('report.worst_case_before.text')]).toEqual([
      'nothing',
      '15 % of the daily budget',
    ]);
  });

  it('carries what the compiler warns of, and deploys all the same', async () => {
    const warned = await deploy(leaf('warned_v1').replace('scope: campaign', 'scope: campaign\ndescription: no'));
    expect([warned.status, warned.at('report.warnings.0.code'), warned.at('report.warnings.0.line')]).toEqual([
      ...[201, 'PLAYBOOK_TEXT_AMBIGUOUS', 4],
    ]);
    expect((await deploy(leaf('calm_v1'))).at('report.warnings')).toEqual([]);
  });
});
