import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { raisePlaybook, raiseTests, testText } from '../../tests/stage/test-source.ts';
import type { TestStage } from './run-case.ts';
import { testMaps } from './test-keys.ts';

/** Nothing may be played when a file has a mistake in it. */
const closed: TestStage = {
  play: () => Promise.reject(new TypeError('Nothing may be played')),
};
const findings = async (source: string, playbook = raisePlaybook) => {
  const { diagnostics, cases } = await testText(source, { 'raise.yaml': playbook }, closed);
  expect(cases).toEqual([]);
  return diagnostics.map(({ code, line, column, message, suggestion }) => ({
    code,
    at: `${line}:${column}`,
    message,
    suggestion,
  }));
};
const inCase = (text: string) => findings(`${raiseTests}  - name: a\n${text}`);

describe('a test file with a mistake', () => {
  it('is told at its place which key was misspelt, and nothing is played', async () => {
    expect(await inCase('    expct: { status: completed }\n')).toEqual([
      { code: 'PLAYBOOK_KEY_UNKNOWN', at: '8:5', message: 'A case has no key `expct`.', suggestion: 'expect' },
    ]);
    expect(await inCase('    expect: { status: complete }\n')).toMatchObject([{ at: '8:23', suggestion: 'completed' }]);
    expect(await findings('playbok: raise.yaml\ncases: []\n')).toMatchObject([{ code: 'PLAYBOOK_KEY_MISSING' }]);
  });

  it('tells all mistakes at once', async () => {
    const found = await inCase(
      '    decisions: [{ step: rise, decision: approve }, { step: raise }]\n    expect: { path: [reed], waits: 3 }\n',
    );
    expect(found.map(({ at, suggestion }) => `${at} ${suggestion}`)).toEqual([
      '8:25 raise',
      '8:52 decision: …',
      '9:22 read',
      '9:36 null',
    ]);
  });

  it('names the playbook that is not there, or does not compile', async () => {
    expect(await findings('playbook: rise.yaml\ncases: []\n')).toMatchObject([
      { at: '1:11', message: 'There is no file rise.yaml.' },
    ]);
    expect(await findings('playbook: raise.yaml\ncases: []\n', 'id: 7\n')).toMatchObject([
      { code: 'PLAYBOOK_INVALID', suggestion: 'Run `mbi validate raise.yaml`.' },
    ]);
  });

  it('may not lie about what an action gives: a wrong shape is told at its line', async () => {
    const lie = '    mocks:\n      - step: read\n        returns:\n          campaign_name: 5\n';
    const [first] = await inCase(lie);
    expect(first).toMatchObject({ code: 'PLAYBOOK_TEST_MOCK_INVALID', at: expect.stringMatching(/^1[01]:/) });
    const example = '    mocks:\n      - step: read\n        example:\n          campaign_name: 5\n';
    expect(await inCase(example)).toMatchObject([{ at: '11:26', message: expect.stringContaining('campaign_name') }]);
  });

  it('may not give what no step would ever see', async () => {
    const lost = '    mocks: [{ step: read, example: { campaign_nmae: Spring } }]\n';
    expect(await inCase(lost)).toMatchObject([
      {
        code: 'PLAYBOOK_TEST_MOCK_INVALID',
        message: expect.stringContaining('campaign_nmae'),
        suggestion: 'campaign_name',
      },
    ]);
  });

  it.each([
    ['a write by its output', 'mocks: [{ step: raise, returns: { applied: true } }]', 'gives the state before'],
    ['a code that is none', 'mocks: [{ step: read, fails: BROKEN }]', 'no code of the closed list'],
    ['an action that is none', 'mocks: [{ action: AdPlatformAgent.read_insigts, example: {} }]', 'There is no action'],
    ['a mock for nothing', 'mocks: [{ fails: PLATFORM_REFUSED }]', 'has no `action`'],
    ['a mock that gives nothing', 'mocks: [{ step: read }]', 'has no `returns`'],
    ['a feature that is none', 'context: { cpaa: 3 }', 'There is no feature cpaa'],
    ['an input that is none', 'inputs: { x: 3 }', 'no such input'],
    ['a start that is no moment', 'starts_at: yesterday', 'is no moment'],
    ['an event without a name', 'events: [{ after: 1d }]', 'has no `event`'],
    ['a decision without a step', 'decisions: [{ decision: approve }]', 'has no `step`'],
    ['a duration without a unit', 'expect: { lasts: 7 }', 'not a duration'],
  ])('%s is refused', async (_, text, message) => {
    expect(await inCase(`    ${text}\n`)).toMatchObject([{ message: expect.stringContaining(message) }]);
  });

  it('calls no two cases the same', async () => {
    expect(await inCase('  - name: a\n')).toMatchObject([{ at: '8:11', message: 'Two cases are called "a".' }]);
  });
});

describe('the page about testing', () => {
  const page = readFileSync('docs/testing-playbooks.md', 'utf8');

  it('says of every key what the table says', () => {
    for (const { keys } of Object.values(testMaps)) {
      for (const [key, { describe: sentence }] of Object.entries(keys)) {
        expect(page, key).toContain(`| \`${key}\` | ${sentence} |`);
      }
    }
  });
});
