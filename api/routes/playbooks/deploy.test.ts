import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { withTenant } from '../../../db/connect.ts';
import { insertEvaluations } from '../../../db/queries/trigger-evaluations.ts';
import { auditLog, playbookVersions } from '../../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import { insertWaitingRows } from '../../../tests/harness/decision-rows.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';

const [tenant] = demoTenants;
const tenant_id = tenant?.tenant_id ?? '';
const campaign_id = tenant?.campaigns[0]?.campaign_id ?? '';
let api: TestApi;
let engineer: HttpClient;
beforeAll(async () => {
  api = await startTestApi();
  engineer = await api.as('engineer');
});
afterAll(() => api.stop());

const source = (id: string, cap: number, top: string) => `id: ${id}
name: Spend less
owner: performance-marketing
scope: campaign
inputs: { campaign_id: { type: string } }
${top}
steps:
  - id: lower
    agent: AdPlatformAgent
    action: set_daily_budget
    params: { campaign_id: '{{inputs.campaign_id}}', daily_budget_minor: 1000 }
approval: { approvers: { roles: [approver, engineer] }, timeout: 1d, on_timeout: reject }
guardrails: { max_budget_change_pct: ${cap} }
`;
const deploy = (body: object) => engineer.post('/v2/playbooks', body);
const versionsOf = async (playbook_id: string) => {
  const rows = await withTenant(api.database.owner, tenant_id, (tx) => tx.select().from(playbookVersions));
  return rows.filter((row) => row.playbook_id === playbook_id);
};

describe('deploying', () => {
  it('says first what it would change, and changes nothing', async () => {
    const id = 'tried_v1';
    const tried = await deploy({ source: source(id, 20, "schedule: '0 9 * * 1'"), dry_run: true });
    expect(tried.status).toBe(200);
    expect(tried.body).toMatchObject({ deployed: false, version: null, playbook_version_id: null });
    expect(tried.at('report')).toMatchObject({
      ...{ playbook_id: id, slug: 'tried', before: null, change: 'new', difference: [] },
      running_executions: { count: 0, executions: [] },
      schedule: { change: 'added', before: null, after: expect.stringContaining('0 9 * * 1 (UTC)') },
      // Whoever deploys is an engineer, and may not approve what it changes.
      affected: {
        owner: 'performance-marketing',
        approvers: [expect.stringMatching(/^approver@/)],
        open_approvals: [],
      },
    });
    const runs = tried.at('report.schedule.next_runs');
    expect(Array.isArray(runs) && runs.map((each) => new Date(each).getUTCDay())).toEqual([1, 1, 1]);
    expect(await versionsOf(id)).toEqual([]);
    expect((await engineer.get(`/v2/playbooks/${id}`)).status).toBe(404);
  });

  it('adds a version that stays for ever, says what is different and what goes on with the old one', async () => {
    const id = 'grows_v1';
    const first = await deploy({ source: source(id, 20, "schedule: '0 9 * * 1'") });
    expect([first.status, first.headers.get('location'), first.at('version')]).toEqual([201, `/v2/playbooks/${id}`, 1]);
    const running = await engineer.post(`/v2/playbooks/${id}/execute`, { inputs: { campaign_id } });
    expect(running.status).toBe(202);
    const second = await deploy({
      source: source(id, 25, "on: [{ event: metric.anomaly, match: 'event.data.severity > 2' }]"),
    });
    expect(second.at('version')).toBe(2);
    expect(second.at('report')).toMatchObject({
      ...{ change: 'changed', before: { version: 1 } },
      running_executions: { count: 1, executions: [{ execution_id: running.text('execution_id'), status: 'queued' }] },
      schedule: { change: 'removed', after: null, next_runs: [] },
      events: { before: [], after: ['metric.anomaly when event.data.severity > 2'] },
      affected: { last_edited_by_email: expect.stringMatching(/^engineer@/) },
    });
    const texts = JSON.stringify(second.at('report.difference'));
    expect(texts).toContain('loosened');
    const rows = await versionsOf(id);
    expect(rows.map((row) => [row.version, row.plan.guardrails.max_budget_change_pct?.value])).toEqual([
      [1, 20],
      [2, 25],
    ]);
    const audit = await withTenant(api.database.owner, tenant_id, (tx) => tx.select().from(auditLog));
    expect(audit.filter((row) => row.entity_id === id).map((row) => row.action)).toEqual([
      'playbook.deployed',
      'playbook.deployed',
    ]);
  });

  it('the same again adds nothing', async () => {
    const same = { source: source('same_v1', 20, '') };
    expect((await deploy(same)).status).toBe(201);
    const again = await deploy(same);
    expect([again.status, again.at('report.change'), again.at('version')]).toEqual([200, 'unchanged', 1]);
    expect(await versionsOf('same_v1')).toHaveLength(1);
  });

  it('does what was shown or nothing: another version in between is refused', async () => {
    const id = 'raced_v1';
    const shown = await deploy({ source: source(id, 20, ''), dry_run: true });
    await deploy({ source: source(id, 21, '') });
    const late = await deploy({ source: source(id, 20, ''), replaces: shown.at('report.before') });
    expect([late.status, late.at('code')]).toEqual([409, 'PLAYBOOK_CHANGED_MEANWHILE']);
    const [version] = await versionsOf(id);
    const fresh = await deploy({ source: source(id, 22, ''), replaces: version?.playbook_version_id });
    expect([fresh.status, fresh.at('version')]).toEqual([201, 2]);
  });

  it('at the same time gives each its own number', async () => {
    const answers = await Promise.all([20, 21, 22, 23].map((cap) => deploy({ source: source('crowd_v1', cap, '') })));
    expect(answers.map((each) => each.at('version')).sort()).toEqual([1, 2, 3, 4]);
  });

  it('shows every mistake with its place', async () => {
    const wrong = await deploy({
      source: source('wrong_v1', 20, "schedule: '0 25 * * *'").replace('set_daily_budget', 'set_budget'),
    });
    expect([wrong.status, wrong.at('code')]).toEqual([422, 'PLAYBOOK_INVALID']);
    const diagnostics = wrong.at('details.diagnostics');
    const found = Array.isArray(diagnostics) ? diagnostics.map((each) => [each.code, each.line]) : [];
    expect(found).toContainEqual(['PLAYBOOK_CRON_INVALID', 6]);
    expect(found).toContainEqual(['PLAYBOOK_ACTION_UNKNOWN', 10]);
    expect(await versionsOf('wrong_v1')).toEqual([]);
  });

  it('under the name of another playbook is refused', async () => {
    const taken = await deploy({ source: source('thief_v1', 20, ''), slug: 'campaign-health' });
    expect([taken.status, taken.at('errors.0.pointer')]).toEqual([400, '/body/slug']);
    const named = await deploy({ source: source('thief_v1', 20, ''), slug: 'honest' });
    expect(named.at('report.slug')).toBe('honest');
    expect((await engineer.get('/v2/playbooks/honest')).at('playbook_id')).toBe('thief_v1');
  });

  it('is for those who may, and names who is asked at open approvals', async () => {
    const marketer = await api.as('marketer');
    expect((await marketer.post('/v2/playbooks', { source: source('mine_v1', 20, ''), dry_run: true })).status).toBe(
      403,
    );
    const rows = await insertWaitingRows(api.database.owner, tenant_id, { campaign_id, requester: 'marketer' });
    const tried = await deploy({ source: source('hand_made_v1', 20, ''), dry_run: true });
    expect(tried.at('report.affected.open_approvals')).toEqual([
      { approval_id: rows.approval_id, asked: [expect.stringMatching(/^approver@/), expect.stringMatching(/^admin@/)] },
    ]);
  });
});

describe('retiring', () => {
  it('keeps what runs and what was, and is done once', async () => {
    const id = 'old_v1';
    await deploy({ source: source(id, 20, '') });
    await engineer.post(`/v2/playbooks/${id}/execute`, { inputs: { campaign_id } });
    const first = await engineer.post(`/v2/playbooks/${id}/retire`, {});
    expect(first.body).toMatchObject({ playbook_id: id, running_executions: 1, retired_at: expect.any(String) });
    expect((await engineer.post('/v2/playbooks/old/retire', {})).at('retired_at')).toBe(first.at('retired_at'));
    expect((await engineer.get(`/v2/playbooks/${id}`)).at('retired_at')).toBe(first.at('retired_at'));
    const audit = await withTenant(api.database.owner, tenant_id, (tx) => tx.select().from(auditLog));
    expect(audit.filter((row) => row.action === 'playbook.retired')).toHaveLength(1);
    expect((await engineer.post('/v2/playbooks/never_v1/retire', {})).at('code')).toBe('PLAYBOOK_NOT_FOUND');
  });
});

describe('why', () => {
  it('a playbook did not start is answered by its last evaluation, or by why there was none', async () => {
    const id = 'asked_v1';
    await deploy({ source: source(id, 20, "schedule: '0 9 * * *'") });
    const [version] = await versionsOf(id);
    const why = (query: string) => engineer.get(`/v2/playbooks/asked/why?${query}`);
    expect((await why('at=2020-01-01T00:00:00Z')).text('answer')).toMatch(/deployed only on/);
    expect((await why(`campaign_id=${campaign_id}`)).text('answer')).toMatch(
      /was not due yet; 0 9 \* \* \* \(UTC\) comes next/,
    );
    const due_at = new Date(Date.now() + 86_400_000);
    due_at.setUTCHours(9, 0, 0, 0);
    const row = {
      ...{ playbook_id: id, playbook_version_id: version?.playbook_version_id ?? '', entity_type: 'campaign' },
      ...{ entity_id: campaign_id, source: 'schedule' as const, event_id: null, result: 'not_fired' as const, due_at },
      ...{
        because: 'line 7: context.cpa_change_pct > 10.0 was false (context.cpa_change_pct was 4.2)',
        execution_id: null,
      },
      ...{ features: { cpa_change_pct: 4.2 }, values: [], evaluation_id: '00000000-0000-4000-8000-0000000000aa' },
    };
    await withTenant(api.database.owner, tenant_id, (tx) => insertEvaluations(tx, [row]));
    const later = new Date(due_at.getTime() + 60_000).toISOString();
    const answer = await why(`campaign_id=${campaign_id}&at=${later}`);
    expect(answer.body).toMatchObject({ evaluated: true, due_at: due_at.toISOString(), evaluation: { version: 1 } });
    expect(answer.text('answer')).toMatch(/^It did not fire on .* for .* because line 7: .* was 4\.2\)\.$/);
    const missed = new Date(due_at.getTime() + 3 * 86_400_000).toISOString();
    expect((await why(`campaign_id=${campaign_id}&at=${missed}`)).text('answer')).toMatch(
      /was due on .* but was not looked at/,
    );
    const list = await engineer.get(`/v2/playbooks/${id}/evaluations?campaign_id=${campaign_id}&at=${later}&limit=1`);
    expect(list.body).toMatchObject({
      data: [{ evaluation_id: row.evaluation_id, features: { cpa_change_pct: 4.2 } }],
    });
    expect((await why('campaign_id=nobody')).at('code')).toBe('CAMPAIGN_NOT_FOUND');
  });
});
