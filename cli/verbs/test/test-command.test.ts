import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runMbi } from '../../../tests/harness/command-line.ts';
import { raisePlaybook, raiseTests } from '../../../tests/stage/test-source.ts';
import { findTestFiles } from './find-test-files.ts';
import { watchTests } from './watch-tests.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mbi-test-'));
  await writeFile(join(folder, 'raise.yaml'), raisePlaybook);
  await writeFile(
    join(folder, 'raise.test.yaml'),
    `${raiseTests}
  - name: silence is a no
    expect: { status: expired }
  - name: "a <wrong> & expected one"
    expect: { status: completed }
`,
  );
  await writeFile(join(folder, 'broken.test.yaml'), 'playbook: raise.yaml\ncases: [{ nmae: x }]\n');
});
afterAll(() => rm(folder, { recursive: true }));

// Tests need no server: no API and no demo is named here.
const mbi = (...words: string[]) => runMbi(['test', ...words]);

describe('mbi test', () => {
  it('shows each case, each fault with its line, and what no case goes; and exits 1', async () => {
    const { code, out } = await mbi(join(folder, 'raise.test.yaml'));
    expect(code).toBe(1);
    expect(out).toContain('  ok    silence is a no\n  FAIL  a <wrong> & expected one');
    expect(out).toMatch(
      /raise\.test\.yaml:11: The execution ended otherwise\n\s+expected: completed\n\s+actual: {3}expired/,
    );
    expect(out).toContain('it went: read, nap, raise (expired after 612000 s)');
    expect(out).toMatch(/not tested: .*raise\.yaml:18: raise: approved/);
    expect(out).toMatch(/1 passed, 1 failed, 1 file, \d+\.\d s\.\n$/);
  });

  it('exits 0 when all is well, and 1 when less is covered than was asked for', async () => {
    // One case only, whose coverage says nothing about the file.
    expect((await mbi(folder, '--filter', 'silence')).code).toBe(1);
    const alone = join(folder, 'raise.test.yaml');
    expect((await mbi(alone, '--filter', 'silence', '--min-coverage', '90')).code).toBe(0);
    const { code, err } = await mbi('playbooks/campaign-health.test.yaml', '--min-coverage', '100');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect((await mbi(alone, '--min-coverage', 'most')).code).toBe(2);
  });

  it('shows a mistake in a test file as the compiler shows one in a playbook', async () => {
    const { code, out } = await mbi(join(folder, 'broken.test.yaml'));
    expect(code).toBe(1);
    expect(out).toContain('broken.test.yaml:2:11: error: A case has no key `nmae`. [PLAYBOOK_KEY_UNKNOWN]');
    expect(out).toContain('did you mean: name');
    expect(out).toContain('1 not runnable');
  });

  it('says it as JSON and as the XML of CI servers, too', async () => {
    const path = join(folder, 'raise.test.yaml');
    const { files } = JSON.parse((await mbi(path, '--json')).out);
    expect(files).toMatchObject([
      { coverage_pct: 33.3, cases: [{ passed: true }, { passed: false, faults: [{ line: 11 }] }] },
    ]);
    const { out } = await mbi(folder, '--reporter', 'junit');
    expect(out).toMatch(/<testsuite name=".*raise\.test\.yaml" tests="2" failures="1">/);
    expect(out).toContain('name="a &lt;wrong&gt; &amp; expected one">');
    expect(out).toMatch(/broken\.test\.yaml" name="line 2">\n\s+<failure message=".*:2:11: A case has no key/);
  });

  it('exits 2 when there is nothing to run', async () => {
    expect(await mbi(join(folder, 'nowhere'))).toMatchObject({ code: 2 });
    expect(await mbi(tmpdir(), '--filter')).toMatchObject({ code: 2 });
    expect(
      findTestFiles([folder, join(folder, 'raise.test.yaml')]).map((file) => file.slice(folder.length + 1)),
    ).toEqual(['broken.test.yaml', 'raise.test.yaml']);
  });

  it('watching runs again after a save, a bad one too, until it is stopped', async () => {
    const stopping = new AbortController();
    const file = join(folder, 'raise.test.yaml');
    let times = 0;
    const run = async () => {
      times += 1;
      if (times === 3) stopping.abort();
      else await writeFile(join(folder, 'raise.yaml'), times === 1 ? 'id: [' : raisePlaybook);
    };
    await watchTests([file], run, { signal: stopping.signal, quiet_ms: 5 });
    expect(times).toBe(3);
  });
});
