import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionCatalog } from '../../activities/catalog.action.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { runMbi } from '../../tests/harness/command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'mbi-static-'));
const file = (name: string) => join(folder, name);
const source = (cap: number, more = '') => `id: pacing_v1
name: Pacing
steps:
  - { id: raise, agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: '{{ entity.id }}', daily_budget_minor: 5000 } }
${more}guardrails: { max_budget_change_pct: ${cap} }
`;
/** Answers with the deployed version of pacing_v1. */
const server = createServer((request, response) => {
  const { plan } = compilePlaybook(source(20), { file: 'deployed', actions: actionCatalog });
  const found = request.url === '/v2/playbooks/pacing_v1';
  response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' });
  response.end(JSON.stringify(found ? { playbook_id: 'pacing_v1', version: 7, plan } : {}));
});
let url = '';

beforeAll(async () => {
  writeFileSync(file('old.yaml'), source(20));
  writeFileSync(file('new.yaml'), source(25).replace('id: pacing_v1', 'id: pacing_v1\nowner: ana'));
  writeFileSync(file('parent.yaml'), 'id: parent_v1\nname: Parent\nsteps: [{ id: run, playbook: pacing_v1 }]\n');
  writeFileSync(file('bad.yaml'), 'id: [\n');
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

async function mbi(words: readonly string[], stdin = '') {
  const environment = { MBI_API_URL: url, MBI_API_KEY: 'k' };
  const { code, out: stdout, err: stderr } = await runMbi(words, { environment, demo_file: file('none.json'), stdin });
  return { code, stdout, stderr };
}

describe('mbi diff', () => {
  const dangers = [
    '! most money 20 % of the daily budget → 25 % of the daily budget',
    '! cap of a budget change 20 % → 25 %  (line 5 → 6)',
    '  owner added: ana',
    '',
    '3 differences, 2 to look at (!).',
    '',
  ];

  it('says what is otherwise, dangers first, and exits 1 for them', async () => {
    const { code, stdout } = await mbi(['diff', file('old.yaml'), file('new.yaml')]);
    expect(code).toBe(1);
    expect(stdout.split('\n')).toEqual([`${file('old.yaml')} → ${file('new.yaml')}`, '', ...dangers]);
  });

  it('compares with what is deployed, and with standard input', async () => {
    const deployed = await mbi(['diff', 'pacing_v1', file('new.yaml')]);
    expect(deployed.stdout.split('\n')).toEqual([`pacing_v1 version 7 → ${file('new.yaml')}`, '', ...dangers]);
    expect(await mbi(['diff', '-', file('old.yaml')], source(25))).toMatchObject({ code: 0 });
    expect((await mbi(['diff', '-', file('old.yaml')], source(20))).stdout).toBe(
      `- and ${file('old.yaml')} do the same.\n`,
    );
  });

  it('as JSON has paths and lines', async () => {
    const { stdout } = await mbi(['diff', file('old.yaml'), file('new.yaml'), '--json']);
    expect(JSON.parse(stdout).differences[1]).toEqual({
      ...{ kind: 'loosened', danger: true, path: 'guardrails.max_budget_change_pct', step_id: null },
      ...{ text: 'cap of a budget change 20 % → 25 %', before: '20 %', after: '25 %', line_before: 5, line_after: 6 },
    });
  });

  it('what does not compile, is not there or is not deployed is told', async () => {
    expect(await mbi(['diff', file('bad.yaml'), file('new.yaml')])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('does not compile'),
    });
    expect(await mbi(['diff', file('none.yaml'), file('new.yaml')])).toMatchObject({ code: 3 });
    expect(await mbi(['diff', 'other_v1', file('new.yaml')])).toMatchObject({ code: 3 });
  });
});

describe('mbi graph', () => {
  it('prints Mermaid, SVG or JSON', async () => {
    expect((await mbi(['graph', file('old.yaml')])).stdout).toMatch(/^flowchart TD\n/);
    expect((await mbi(['graph', '-', '--format', 'svg'], source(20))).stdout).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
    const { stdout } = await mbi(['graph', file('old.yaml'), '--json']);
    expect(JSON.parse(stdout).graph.nodes.map((node: { id: string }) => node.id)).toEqual([
      'start',
      'gate.raise',
      'step.raise',
      'end',
    ]);
  });

  it('knows no other format', async () => {
    expect(await mbi(['graph', file('old.yaml'), '--format', 'png'])).toMatchObject({ code: 2, stdout: '' });
    expect(await mbi(['graph', file('bad.yaml')])).toMatchObject({ code: 1, stdout: '' });
  });
});

describe('mbi explain', () => {
  it('says the most money and why, with the lines', async () => {
    const { stdout } = await mbi(['explain', file('old.yaml')]);
    expect(stdout).toContain(
      [
        'Most money',
        '  One execution moves at most 20 % of the daily budget (and no more than 1,250 minor units of the account’s currency), because:',
        '    line 4: raise sets a daily budget of 5000 minor units',
        '    line 5: max_budget_change_pct: a budget by at most 20 % in 24 hours',
      ].join('\n'),
    );
  });

  it('looks for child playbooks beside the file', async () => {
    const { stdout } = await mbi(['explain', file('parent.yaml'), '--json']);
    const { worst_case, text } = JSON.parse(stdout);
    expect(worst_case).toMatchObject({ kind: 'bounded', amount: 20, unit: '% of daily budget' });
    expect(text).toContain('1. run: runs the playbook pacing_v1 and waits for it.');
  });
});

describe('mbi validate', () => {
  it('exits 2 for a format that is none and for a folder without playbooks, and prints each format', async () => {
    expect(await mbi(['validate', file('old.yaml'), '--format', 'xml'])).toMatchObject({ code: 2, stdout: '' });
    expect(await mbi(['validate', file('old.yaml'), '--format', 'github'])).toMatchObject({ code: 0, stdout: '\n' });
    expect(
      JSON.parse((await mbi(['validate', file('bad.yaml'), '--format', 'sarif'])).stdout).runs[0].results,
    ).not.toEqual([]);
    expect((await mbi(['validate', folder])).code).toBe(1);
    const empty = mkdtempSync(join(folder, 'empty-'));
    expect(await mbi(['validate', empty])).toMatchObject({ code: 2 });
  });

  it('help has examples', async () => {
    for (const verb of ['validate', 'explain', 'graph', 'diff']) {
      expect(await mbi([verb, '--help'])).toMatchObject({ code: 0 });
    }
  });
});
