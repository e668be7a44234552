import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDefinitions } from '../../tests/playbooks/definitions.ts';
import { readNeighbours } from './neighbouring-playbooks.ts';
import { validateFiles } from './validate.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mbi-neighbours-'));
  const ask = 'steps: [{ id: ask, approval: { on_timeout: reject } }]';
  const look = "steps: [{ id: look, agent: HealthAgent, action: diagnose, params: { rows: '{{ [] }}' } }]";
  await writeFile(join(folder, 'asks.yaml'), `id: asks_v1\nname: Asks\non: metric.anomaly\n${ask}\n`);
  await writeFile(join(folder, 'looks.yml'), `id: looks_v1\nname: Looks\non: approval.rejected\n${look}\n`);
  await writeFile(join(folder, 'looks.test.yaml'), 'playbook: looks\n');
  await writeFile(join(folder, 'notes.md'), 'id: notes_v1\n');
  await writeFile(join(folder, 'broken.yaml'), '[');
  await writeFile(join(folder, 'huge.yaml'), `# ${'x'.repeat(300_000)}`);
  await mkdir(join(folder, 'folder.yaml'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the playbooks beside some files', () => {
  const names = async (...paths: string[]) => (await readNeighbours(paths)).map(({ file }) => basename(file));

  it('are the others of the folder: no tests, no other files, nothing that is too large or no file', async () => {
    expect(await names(join(folder, 'asks.yaml'))).toEqual(['broken.yaml', 'looks.yml']);
    expect(await names(join(folder, 'asks.yaml'), join(folder, 'looks.yml'))).toEqual(['broken.yaml']);
  });

  it('are none beside standard input, in a folder that is not there, or when nothing is named', async () => {
    expect(await names('-')).toEqual([]);
    expect(await names(join(folder, 'missing', 'a.yaml'))).toEqual([]);
    expect(await names()).toEqual([]);
  });
});

describe('validating one file of a folder', () => {
  const validate = (...slugs: string[]) =>
    validateFiles(
      slugs.map((slug) => join(folder, slug)),
      { actions: testDefinitions, readStdin: async () => new Uint8Array() },
    );

  it('finds a circle that leads through a neighbour, and says nothing else of the neighbours', async () => {
    const { report, exitCode } = await validate('asks.yaml');
    expect(exitCode).toBe(1);
    expect(report.files).toHaveLength(1);
    const [finding, ...others] = report.files[0]?.diagnostics ?? [];
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ code: 'PLAYBOOK_EVENT_CYCLE', severity: 'error', line: 3 });
    expect(finding?.message).toContain(`${join(folder, 'looks.yml')}:4`);
  });

  it('finds the same circle from both files, whichever is named', async () => {
    const alone = (await validate('looks.yml')).report.files[0]?.diagnostics.map(({ code }) => code);
    const both = (await validate('asks.yaml', 'looks.yml')).report.files.map(({ diagnostics }) => diagnostics[0]?.code);
    expect(alone).toEqual(['PLAYBOOK_EVENT_CYCLE']);
    expect(both).toEqual(['PLAYBOOK_EVENT_CYCLE', 'PLAYBOOK_EVENT_CYCLE']);
  });
});
