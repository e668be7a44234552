import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { actionCatalog } from '../../../activities/catalog.action.ts';
import { compilePlaybook } from '../../../playbooks/compiler/index.ts';
import { runMbi } from '../../../tests/harness/command-line.ts';
import { fillTemplate, templateNames } from './new-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'mbi-new-'));
afterAll(() => rmSync(folder, { recursive: true }));

const mbi = (...words: readonly string[]) => runMbi(words);

describe('a new playbook', () => {
  it.each(templateNames)('from the template %s compiles without a word', (name) => {
    const { plan, diagnostics } = compilePlaybook(fillTemplate(name, 'pause-wasted-spend'), {
      file: 'new.yaml',
      actions: actionCatalog,
    });
    expect(diagnostics).toEqual([]);
    expect(plan).toMatchObject({ playbook_id: 'pause_wasted_spend_v1', name: 'Pause wasted spend' });
  });

  it('is written once: a file that is there stays as it is', async () => {
    const file = join(folder, 'my-own.yaml');
    expect(await mbi('new', 'my-own', '--folder', folder)).toMatchObject({ code: 0 });
    const before = readFileSync(file, 'utf8');
    expect(await mbi('new', 'my-own', '--folder', folder, '--template', 'read')).toMatchObject({ code: 2 });
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it.each([
    ['a name that is no file name', ['../escape']],
    ['big letters', ['MyOwn']],
    ['a template that is none', ['fine', '--template', 'magic']],
    ['a folder that is none', ['fine', '--folder', '/nowhere/at/all']],
  ])('%s is refused and nothing is written', async (_, words) => {
    const [slug = '', ...options] = words;
    const answer = await mbi('new', slug, '--folder', folder, ...options);
    expect(answer).toMatchObject({ code: 2, out: '' });
    expect(answer.err.length).toBeGreaterThan(20);
    expect(existsSync(join(folder, 'fine.yaml'))).toBe(false);
  });
});

describe('completion', () => {
  it('knows every verb and option, because it is made from the command itself', async () => {
    const bash = (await mbi('completion', 'bash')).out;
    for (const word of ['validate', 'backtest', '"approvals decide"', '--reject', '--since'])
      expect(bash).toContain(word);
    expect((await mbi('completion', 'zsh')).out).toContain('bashcompinit');
    expect((await mbi('completion', 'fish')).out).toContain('__fish_seen_subcommand_from approvals');
  });

  it('for a shell that is none is refused', async () => {
    expect(await mbi('completion', 'cmd')).toMatchObject({ code: 2, err: expect.stringContaining('bash, zsh, fish') });
  });
});
