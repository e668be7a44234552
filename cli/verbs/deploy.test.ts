import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runMbi } from '../../tests/harness/command-line.ts';
import { testDefinitions } from '../../tests/playbooks/definitions.ts';

const version_id = '00000000-0000-4000-8000-000000000001';
const report = {
  ...{ playbook_id: 'quiet_v1', name: 'Quiet', digest: 'd'.repeat(64), change: 'changed' },
  before: { playbook_version_id: version_id, version: 3 },
  difference: [
    { danger: true, text: 'cap 20 % → 25 %' },
    { danger: false, text: 'name changed' },
  ],
  warnings: [
    {
      ...{ code: 'PLAYBOOK_TEXT_AMBIGUOUS', severity: 'warning', line: 2, column: 7, end_line: 2, end_column: 9 },
      ...{ message: 'no may be read as false.', expected: null, suggestion: null, doc: 'docs/errors/X.md' },
    },
  ],
  worst_case: { kind: 'bounded', text: '25 % of the daily budget', because: [{ line: 5, text: 'raise sets it' }] },
  worst_case_before: { kind: 'unbounded', text: 'unbounded', because: [] },
  running_executions: { count: 1, executions: [{ execution_id: 'e1', status: 'running' }] },
  schedule: { change: 'changed', before: 'daily', after: 'weekly', next_runs: ['2026-03-02T09:00:00.000Z'] },
  events: { before: ['test.old'], after: ['test.new'] },
  affected: {
    ...{ owner: 'team', last_edited_by_email: 'a@x.example', approvers: ['b@x.example'], approver_groups: ['board'] },
    open_approvals: [{ approval_id: 'a1', asked: ['b@x.example'] }],
  },
};
const asked: { readonly call: string; readonly body: string }[] = [];
const answers = new Map<string, unknown>();
let status = 200;
const server = createServer(async (request, response) => {
  const body = await text(request);
  asked.push({ call: `${request.method} ${request.url}`, body });
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answers.get(`${request.method} ${request.url?.split('?')[0]}`)));
});
const folder = mkdtempSync(join(tmpdir(), 'mbi-deploy-'));
const file = join(folder, 'quiet.yaml');
const source = 'id: quiet_v1\nname: Quiet\nscope: none\nsteps:\n  - id: end\n    stop: { status: completed }\n';
let url = '';

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  writeFileSync(file, source);
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  asked.length = 0;
  questions.length = 0;
  status = 200;
  answers.set('POST /v2/playbooks', { deployed: true, version: 4, report });
});

const questions: string[] = [];
const mbi = (...words: readonly string[]) => answered(null, ...words);
/** Runs the command while somebody sits at the terminal who says this to every question. */
const answered = async (answer: string | null, ...words: readonly string[]) => {
  const ask = async (question: string) => {
    questions.push(question);
    return answer ?? '';
  };
  const { code, out, err } = await runMbi(words, {
    ...{ environment: { MBI_API_URL: url, MBI_API_KEY: 'k' }, demo_file: join(folder, 'none.json') },
    ...{ actions: testDefinitions, stdin: source, ask: answer === null ? null : ask },
  });
  return { code, stdout: out, stderr: err };
};
const bodies = () => asked.map((each) => JSON.parse(each.body));

describe('mbi deploy', () => {
  it('shows what changes and deploys nothing without --yes', async () => {
    const shown = await mbi('deploy', file);
    expect(shown).toMatchObject({ code: 0, stderr: 'Nothing was deployed. Deploy it with --yes.\n' });
    expect(shown.stdout.split('\n')).toEqual([
      'Quiet (quiet_v1) replaces version 3; plan dddddddddddd',
      '  ! cap 20 % → 25 %',
      '    name changed',
      '  warning 2:7 no may be read as false. [PLAYBOOK_TEXT_AMBIGUOUS]',
      'Worst case of one execution: 25 % of the daily budget (so far unbounded)',
      '  line 5: raise sets it',
      '1 running stay on the version they began with:',
      '  e1 running',
      'The schedule changes',
      '  from daily',
      '  to   weekly',
      'Next runs: 2026-03-02T09:00:00.000Z',
      'Listens no more to test.old',
      'Listens now to test.new',
      'Owner: team',
      'Last version by: a@x.example',
      'Will be asked: b@x.example',
      'Groups that will be asked: board',
      'Open approval a1, asked: b@x.example',
      '',
    ]);
    expect(bodies()).toEqual([{ source, slug: 'quiet', dry_run: true }]);
  });

  it('deploys with --yes exactly what it showed', async () => {
    const done = await mbi('deploy', file, '--yes');
    expect(done).toMatchObject({ code: 0, stdout: 'Deployed quiet_v1 version 4.\n' });
    expect(done.stderr).toContain('replaces version 3');
    expect(bodies()[1]).toEqual({ source, slug: 'quiet', replaces: version_id });
  });

  it.each(['y', 'Yes'])('asks whoever sits at the terminal, and deploys what it showed after %j', async (answer) => {
    const done = await answered(answer, 'deploy', file);
    expect(done).toMatchObject({ code: 0, stdout: 'Deployed quiet_v1 version 4.\n' });
    expect(done.stderr).toContain('replaces version 3');
    expect(questions).toEqual(['Deploy quiet_v1? [y/N] ']);
    expect(bodies()[1]).toEqual({ source, slug: 'quiet', replaces: version_id });
  });

  it.each(['', 'n', 'maybe'])('deploys nothing after %j', async (answer) => {
    const done = await answered(answer, 'deploy', file);
    expect(done).toMatchObject({ code: 0, stdout: '' });
    expect(done.stderr).toMatch(/Nothing was deployed\.\n$/);
    expect(bodies()).toHaveLength(1);
  });

  it.each([['--no-input'], ['--json'], ['--yes']])('asks nobody with %s', async (option) => {
    await answered('y', 'deploy', file, option);
    expect(questions).toEqual([]);
    expect(bodies()).toHaveLength(option === '--yes' ? 2 : 1);
  });

  it('asks nobody when there is nothing to deploy', async () => {
    const same = { ...report, change: 'unchanged' };
    answers.set('POST /v2/playbooks', { deployed: false, version: 3, report: same });
    expect((await answered('y', 'deploy', file)).stderr).toBe('There is nothing to deploy.\n');
    expect(questions).toEqual([]);
  });

  it('shows what only the installation finds wrong as validate does', async () => {
    status = 422;
    const found = {
      ...report.warnings[0],
      code: 'PLAYBOOK_GROUP_UNKNOWN',
      severity: 'error',
      message: 'No such group.',
    };
    const problem = { title: 't', detail: 'd', code: 'PLAYBOOK_INVALID', fix: 'f', traceId: 'x' };
    answers.set('POST /v2/playbooks', { ...problem, details: { diagnostics: [found] } });
    const shown = await mbi('deploy', file, '--yes');
    expect(shown.code).toBe(1);
    expect(shown.stdout).toContain('quiet.yaml:2:7: error: No such group. [PLAYBOOK_GROUP_UNKNOWN]');
    answers.set('POST /v2/playbooks', problem);
    expect(await mbi('deploy', file, '--yes')).toMatchObject({ code: 3, stdout: '' });
  });

  it.each([
    ['new', { change: 'new', before: null }, 'is new', null],
    ['there already', { change: 'unchanged' }, 'is version 3 already', version_id],
    ['brought back', { change: 'brought_back' }, 'brings version 3 back', version_id],
  ])('says of one that is %s so', async (_case, more, words, replaces) => {
    answers.set('POST /v2/playbooks', { deployed: true, version: 3, report: { ...report, ...more } });
    const done = await mbi('deploy', '-', '--yes', '--slug', 'calm', '--json');
    expect(done.stderr).toBe('');
    expect(JSON.parse(done.stdout)).toMatchObject({ deployed: true, version: 3 });
    expect(bodies()[1]).toEqual({ source, slug: 'calm', replaces });
    expect((await mbi('deploy', '-')).stdout).toContain(words);
  });

  it.each([
    ['none', 'No schedule.'],
    ['same', 'The schedule stays: weekly'],
    ['added', 'A schedule comes: weekly'],
    ['removed', 'The schedule goes: daily'],
  ])('says of a schedule that is %s: %s', async (change, words) => {
    answers.set('POST /v2/playbooks', {
      ...{ deployed: false, version: 3, report: { ...report, schedule: { ...report.schedule, change } } },
    });
    expect((await mbi('deploy', file)).stdout).toContain(words);
  });

  it('shows mistakes with their places and asks nobody', async () => {
    const wrong = join(folder, 'wrong.yaml');
    writeFileSync(wrong, source.replace('completed', 'done'));
    const shown = await mbi('deploy', wrong);
    expect(shown.code).toBe(1);
    expect(shown.stdout).toContain('wrong.yaml:6:');
    expect(asked).toEqual([]);
    expect((await mbi('deploy', join(folder, 'none.yaml'))).code).toBe(2);
  });
});

describe('mbi retire', () => {
  it('says since when, and what goes on', async () => {
    const retired_at = '2026-03-01T09:00:00.000Z';
    answers.set('POST /v2/playbooks/quiet/retire', { playbook_id: 'quiet_v1', retired_at, running_executions: 2 });
    expect((await mbi('retire', 'quiet')).stdout).toBe(`quiet_v1 was retired on ${retired_at}. 2 running go on.\n`);
  });
});

describe('mbi why', () => {
  const values = [
    {
      ...{ source: 'context.cpa > 50.0', line: 7, value: false, error: null },
      children: [{ source: 'context.cpa', line: 7, value: 42, error: null, children: [] }],
    },
    { source: 'context.roas > 1.0', line: 8, value: null, error: 'roas is null', children: [] },
  ];
  const answer = { answer: 'It did not fire.', evaluated: true, due_at: null };

  it('gives the answer, and every value that went into it with its line', async () => {
    const evaluation = { result: 'not_fired', execution_id: 'e1', values };
    answers.set('GET /v2/playbooks/quiet/why', { ...answer, evaluation });
    const said = await mbi('why', 'quiet', '--campaign', '100', '--at', '2026-03-01T10:00:00+01:00');
    expect(said.stdout.split('\n')).toEqual([
      'It did not fire.',
      'Execution: e1',
      '  line 7: context.cpa > 50.0 = false',
      '    line 7: context.cpa = 42',
      '  line 8: context.roas > 1.0 = roas is null',
      '',
    ]);
    expect(asked[0]?.call).toBe('GET /v2/playbooks/quiet/why?campaign_id=100&at=2026-03-01T09%3A00%3A00.000Z');
  });

  it('gives only the answer when nobody looked, and refuses what is no moment', async () => {
    answers.set('GET /v2/playbooks/quiet/why', { ...answer, evaluated: false, evaluation: null });
    expect((await mbi('why', 'quiet')).stdout).toBe('It did not fire.\n');
    expect(await mbi('why', 'quiet', '--at', 'yesterday')).toMatchObject({ code: 2 });
  });
});
