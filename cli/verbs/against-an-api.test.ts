import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runMbi } from '../../tests/harness/command-line.ts';
import { testDefinitions } from '../../tests/playbooks/definitions.ts';

const id = '00000000-0000-4000-8000-000000000001';
const approval = {
  ...{
    approval_id: id,
    execution_id: id,
    status: 'pending',
    title: 'Raise',
    plan_digest: 'd1',
    campaign_name: 'Spring',
  },
  ...{ can_decide: true, cannot_decide_code: null, expires_at: '2026-01-31T09:00:00Z', change_set: null },
};
const execution = {
  ...{ execution_id: id, status: 'completed', error_code: null, error_message: null, recommendation_id: null },
  ...{
    steps: [{ step_id: 'run', phase: 'run', status: 'completed', attempts: 1, output: { rows: [] } }],
    approvals: [],
  },
  temporal_url: null,
};
/** What each call of the API answers; a test may put another answer in. */
const answers = new Map<string, readonly [number, unknown]>();
const asked: { call: string; body: string; type: string | undefined }[] = [];
const server = createServer(async (request, response) => {
  const call = `${request.method} ${request.url}`;
  asked.push({ call, body: await text(request), type: request.headers['content-type'] });
  const [status, body] = answers.get(call) ?? [404, { message: `no answer for ${call}` }];
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
});
const folder = mkdtempSync(join(tmpdir(), 'mbi-verbs-'));
const csv = join(folder, 'march.csv');
let url = '';

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  writeFileSync(csv, 'Day,Spend\n2026-03-01,1\n');
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  asked.length = 0;
  answers.clear();
  answers.set(`GET /v2/approvals/${id}`, [200, approval]);
  answers.set(`POST /v2/approvals/${id}/decisions`, [200, { ...approval, status: 'undo_window' }]);
  answers.set(`GET /v2/playbooks/executions/${id}`, [200, execution]);
  answers.set(`GET /v2/executions/${id}/events`, [200, 'event: end\ndata: {}\n\n']);
  answers.set('POST /v2/actions/HealthAgent.collect_metrics/run', [202, { execution_id: id }]);
});

async function mbi(...words: readonly string[]) {
  const { code, out, err } = await runMbi(words, {
    ...{ environment: { MBI_API_URL: url, MBI_API_KEY: 'k' }, demo_file: join(folder, 'none.json') },
    actions: testDefinitions,
  });
  return { code, stdout: out, stderr: err };
}
const decision = () => JSON.parse(asked.find((each) => each.call.endsWith('/decisions'))?.body ?? 'null');

describe('deciding', () => {
  it('binds the decision to the plan as it is shown now, or to the one that is named', async () => {
    expect(await mbi('approvals', 'decide', id, '--approve')).toMatchObject({ code: 0, stdout: `${id} undo_window\n` });
    expect(decision()).toEqual({ plan_digest: 'd1', decision: 'approve', reason: null });
    asked.length = 0;
    await mbi('approvals', 'decide', id, '--reject', '--reason', 'wrong_amount: too much', '--digest', 'd0');
    expect(decision()).toEqual({ plan_digest: 'd0', decision: 'reject', reason: 'wrong_amount: too much' });
  });

  it('a no says why with one of the reasons, before anything is asked; a yes need not', async () => {
    for (const reason of [[], ['--reason', 'too much']]) {
      const refused = await mbi('approvals', 'decide', id, '--reject', ...reason);
      expect([refused.code, asked]).toEqual([2, []]);
      expect(refused.stderr).toContain('wrong_diagnosis, wrong_action');
    }
    expect((await mbi('approvals', 'decide', id, '--reject', '--reason', 'bad_timing')).code).toBe(0);
    expect((await mbi('approvals', 'decide', id, '--approve')).code).toBe(0);
  });

  it('both answers at once are none, and nothing is asked', async () => {
    expect(await mbi('approvals', 'decide', id, '--approve', '--reject')).toMatchObject({
      code: 2,
      stderr: 'Say --approve or --reject.\n',
    });
    expect(asked).toEqual([]);
  });

  it('each amount is shown in the currency of its own account, not in that of the sum', async () => {
    const change = (platform: string, account_id: string) => ({
      ...{ platform, account_id, campaign_id: '1', entity_type: 'campaign', entity_id: '1', entity_name: account_id },
      ...{ field: 'daily_budget_minor', before: 15_000, after: 15_500, change_pct: 3.333333, money_moved_minor: 500 },
    });
    const changes = [change('meta_ads', 'act_1'), change('linkedin_ads', '504')];
    const change_set = {
      changes,
      currency: 'USD',
      total_change_minor: 1_080,
      max_change_pct: 3.333333,
      change_count: 2,
    };
    answers.set(`GET /v2/approvals/${id}`, [200, { ...approval, change_set }]);
    const accounts = [
      { platform: 'meta_ads', external_id: 'act_1', currency: 'USD' },
      { platform: 'linkedin_ads', external_id: '504', currency: 'EUR' },
    ];
    answers.set('GET /v2/ad-accounts?limit=500', [200, { data: accounts }]);
    const { stdout } = await mbi('approvals', 'show', id);
    expect(stdout).toContain('act_1 daily budget 150.00 USD → 155.00 USD (+3.3 %)');
    expect(stdout).toContain('504 daily budget 150.00 EUR → 155.00 EUR (+3.3 %)');
  });

  it('showing says whether one may decide, and why not', async () => {
    expect((await mbi('approvals', 'show', id)).stdout).toBe(
      'Raise  [pending]\nUntil 2026-01-31T09:00:00Z. You may decide.\n',
    );
    answers.set(`GET /v2/approvals/${id}`, [
      200,
      { ...approval, can_decide: false, cannot_decide_code: 'DECISION_SELF_APPROVAL' },
    ]);
    expect((await mbi('approvals', 'show', id)).stdout).toContain('You may not decide (DECISION_SELF_APPROVAL).');
  });
});

describe('running one action', () => {
  it('reads the parameters as the action declares them, and prints its output', async () => {
    const words = ['action', 'run', 'HealthAgent.collect_metrics', '--param', 'campaign_id=120', '--param', 'days=7'];
    const ran = await mbi(...words);
    expect(ran).toMatchObject({ code: 0, stdout: '{\n  "rows": []\n}\n' });
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ params: { campaign_id: '120', days: 7 } });
  });

  it('that did not complete is a failure, with the reason', async () => {
    const failed = { ...execution, status: 'failed', error_code: 'PLATFORM_AUTH', error_message: 'The token is gone.' };
    answers.set(`GET /v2/playbooks/executions/${id}`, [200, failed]);
    expect(await mbi('action', 'run', 'HealthAgent.collect_metrics')).toMatchObject({
      code: 3,
      stderr: 'PLATFORM_AUTH: The token is gone.\n',
    });
  });

  it('that does not exist is told before anything is asked', async () => {
    expect(await mbi('action', 'run', 'HealthAgent.nothing')).toMatchObject({
      code: 2,
      stderr: 'There is no action HealthAgent.nothing. See `mbi action list`.\n',
    });
    expect(asked).toEqual([]);
  });
});

describe('an execution', () => {
  it('is shown with its steps, and with its error when it has one', async () => {
    expect((await mbi('executions', 'show', id)).stdout).toBe(
      `${id} completed\n\nSTEP  PHASE  STATUS     ATTEMPTS  ERROR\nrun   run    completed  1         –\n`,
    );
    answers.set(`GET /v2/playbooks/executions/${id}`, [200, { ...execution, error_code: 'X', steps: [] }]);
    expect((await mbi('executions', 'show', id)).stdout).toBe(`${id} completed\nX: –\n\nNothing found.\n`);
  });

  it('an answer of another shape is told as such, not as a stack', async () => {
    answers.set(`GET /v2/playbooks/executions/${id}`, [200, { status: 'fine' }]);
    expect(await mbi('executions', 'show', id)).toEqual({
      code: 3,
      stdout: '',
      stderr: 'The API answered something else than this version expects.\n',
    });
  });
});

describe('importing metrics', () => {
  const path = 'POST /v2/campaigns/120/metrics/import?file_name=march.csv';

  it('sends the file as it is, with its name and the columns that are told', async () => {
    await mbi('import', 'metrics', '--campaign', '120', '--csv', csv, '--value', 'Spend', '--metric', 'spend');
    expect(asked).toEqual([
      { call: `${path}&value=Spend&metric=spend`, body: 'Day,Spend\n2026-03-01,1\n', type: 'text/csv' },
    ]);
  });

  it('bad rows are findings, one line each, and what is left out is counted', async () => {
    const problem = { line: 2, column: 'Spend', value: 'x', expected: 'a number', fix: 'Write 1.50.' };
    const details = { problems: [problem], problems_left_out: 4 };
    const words = { title: 'No', detail: 'Bad rows.', code: 'IMPORT_INVALID', fix: 'Mend them.', traceId: 't' };
    answers.set(path, [422, { ...words, details }]);
    const { code, stderr } = await mbi('import', 'metrics', '--campaign', '120', '--csv', csv);
    expect(code).toBe(1);
    expect(stderr).toContain('line 2, Spend: "x"; expected a number. Write 1.50.\n… and 4 more\n');
    answers.set(path, [413, words]);
    expect(await mbi('import', 'metrics', '--campaign', '120', '--csv', csv)).toMatchObject({ code: 3 });
  });

  it('a file that cannot be read, or that is a folder, is told before anything is asked', async () => {
    for (const file of [folder, join(folder, 'missing.csv')]) {
      expect(await mbi('import', 'metrics', '--campaign', '120', '--csv', file)).toMatchObject({
        code: 2,
        stderr: `${file} cannot be read.\n`,
      });
    }
    expect(asked).toEqual([]);
  });
});

describe('replaying an execution in the worker', () => {
  const path = `POST /v2/executions/${id}/replay`;
  it('is the same, or a finding that says where the two part', async () => {
    answers.set(path, [200, { outcome: 'same', event_id: null, reason: null, events: 42 }]);
    expect(await mbi('executions', 'replay', id)).toEqual({ code: 0, stdout: `same  ${id}  42 events\n`, stderr: '' });
    const parts = { outcome: 'different', event_id: 12, reason: 'Another action.', events: 42 };
    answers.set(path, [200, parts]);
    const found = await mbi('executions', 'replay', id);
    expect([found.code, found.stdout]).toEqual([1, `PARTS ${id} at event 12 of 42\n      Another action.\n`]);
    const printed = await mbi('executions', 'replay', id, '--json');
    expect([printed.code, JSON.parse(printed.stdout)]).toEqual([1, parts]);
  });

  it('that cannot be replayed is a failure with its code', async () => {
    const words = { title: 'Gone', detail: 'Gone.', code: 'REPLAY_HISTORY_GONE', fix: 'None.', traceId: 't' };
    answers.set(path, [410, words]);
    expect(await mbi('executions', 'replay', id)).toMatchObject({
      ...{ code: 3, stderr: expect.stringContaining('REPLAY_HISTORY_GONE') },
    });
  });
});

describe('without an API', () => {
  it('explain says what a playbook does, and why it cannot', async () => {
    const file = join(folder, 'broken.yaml');
    writeFileSync(file, 'id: a\n');
    expect(await mbi('explain', file)).toMatchObject({ code: 1, stderr: expect.stringContaining('does not compile') });
    expect(await mbi('explain', join(folder, 'none.yaml'))).toMatchObject({ code: 3 });
    writeFileSync(file, 'id: a\nname: A\nsteps: [{ id: end, stop: completed }]\n');
    expect((await mbi('explain', file)).stdout).toContain('1. end: ends the execution as completed.');
  });

  it('nothing is deleted without a yes', async () => {
    expect(await mbi('db', 'reset')).toMatchObject({ code: 2, stderr: 'This deletes all data of .mbi/. Say --yes.\n' });
  });
});
