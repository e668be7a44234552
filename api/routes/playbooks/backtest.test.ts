import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { withTenant } from '../../../db/connect.ts';
import { approvals, executions, fctAdMetricDaily } from '../../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import { runMbi } from '../../../tests/harness/command-line.ts';
import { insertWaitingRows } from '../../../tests/harness/decision-rows.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';

const [tenant] = demoTenants;
const tenant_id = tenant?.tenant_id ?? '';
const campaign_id = tenant?.campaigns[0]?.campaign_id ?? '';
const day = 86_400_000;

const source = (cap: number, cpa: number) => `
id: hand_made_v1
name: Hand made
scope: campaign
inputs: { campaign_id: { type: string } }
schedule: "0 9 * * *"
when: [{ condition: context.cpa > ${cpa}.0 }]
steps:
  - id: apply
    agent: AdPlatformAgent
    action: set_daily_budget
    params: { campaign_id: "{{inputs.campaign_id}}", daily_budget_minor: 46000 }
guardrails: { max_budget_change_pct: ${cap} }
`;

let api: TestApi;
let viewer: HttpClient;
beforeAll(async () => {
  api = await startTestApi();
  viewer = await api.as('viewer');
  await insertWaitingRows(api.database.owner, tenant_id, { campaign_id, requester: 'marketer', status: 'approved' });
  await insertWaitingRows(api.database.owner, tenant_id, { campaign_id, requester: 'marketer', status: 'superseded' });
  // Three weeks of metrics: a conversion costs 20 at first and 60 in the last week.
  const rows = Array.from({ length: 21 }, (_, index) => ({
    ...{ campaign_id, channel: 'facebook', currency: 'USD', source: 'test', impressions: 1000, clicks: 20 },
    ...{ dt: new Date(Date.now() - (index + 1) * day).toISOString().slice(0, 10), conversions: 1, revenue_minor: 0 },
    spend_minor: index < 7 ? 6_000 : 2_000,
  }));
  await withTenant(api.database.owner, tenant_id, (tx) => tx.insert(fctAdMetricDaily).values(rows));
});
afterAll(() => api.stop());

const play = (text: string, since_days = 14) => viewer.post('/v2/playbooks/backtest', { source: text, since_days });

describe('POST /v2/playbooks/backtest', () => {
  it('asks the trigger again with the features as they were on each day', async () => {
    const loose = await play(source(25, 15));
    expect(loose.status).toBe(200);
    expect(loose.at('triggers.moments')).toBe(14);
    const [all, tight] = [
      Number(loose.at('triggers.after')),
      Number((await play(source(25, 40))).at('triggers.after')),
    ];
    expect(all).toBe(14);
    // The mean of seven days passes 40 only when half of the dear days are in it.
    expect(tight).toBeGreaterThan(2);
    expect(tight).toBeLessThan(all);
  });

  it('puts past changes before the new guardrails, and leaves out what was superseded', async () => {
    const answer = await play(source(10, 15));
    expect(answer.at('changes')).toHaveLength(1);
    expect(answer.at('changes.0')).toMatchObject({ person: 'approved', total_change: 60, currency: 'USD' });
    expect(answer.at('changes.0.after.outcome')).toBe('forbidden');
    expect(answer.at('against_version')).toBe(null);
  });

  it('writes nothing', async () => {
    const count = () =>
      withTenant(api.database.owner, tenant_id, async (tx) => [
        await tx.$count(executions),
        await tx.$count(approvals),
      ]);
    const before = await count();
    await play(source(10, 15));
    expect(await count()).toEqual(before);
  });

  it('names every mistake of a playbook that does not compile', async () => {
    const answer = await play('id: x\nsteps: []\n');
    expect(answer.status).toBe(422);
    expect(answer.at('code')).toBe('PLAYBOOK_INVALID');
    expect(answer.at('errors.1.detail')).toContain('[PLAYBOOK_');
    expect(answer.at('details.diagnostics.0.line')).toBe(1);
  });

  it('shows one tenant nothing of another', async () => {
    const elsewhere = await (await api.as('viewer', 1)).post('/v2/playbooks/backtest', {
      source: source(10, 15),
      since_days: 14,
    });
    expect(elsewhere.at('changes')).toEqual([]);
  });
});

describe('mbi backtest', () => {
  it('says in words what would differ', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mbi-backtest-'));
    writeFileSync(`${folder}/hand-made.yaml`, source(10, 15));
    const environment = { MBI_API_URL: api.api_url, MBI_API_KEY: api.api_keys[0] ?? '' };
    const ran = await runMbi(['backtest', `${folder}/hand-made.yaml`, '--since', '14d'], { environment });
    expect(ran).toMatchObject({ code: 0, err: '' });
    for (const words of [
      'against nothing deployed',
      'Starts: 0 → 14',
      'forbidden',
      'a person approved it',
      'Agreement',
    ])
      expect(ran.out).toContain(words);
    expect((await runMbi(['backtest', `${folder}/hand-made.yaml`, '--since', 'ever'], { environment })).code).toBe(2);
    expect((await runMbi(['backtest', `${folder}/none.yaml`], { environment })).code).toBe(2);
    rmSync(folder, { recursive: true });
  });
});
