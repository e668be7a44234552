import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raisePlaybook, raiseTests, testText } from '../../tests/stage/test-source.ts';
import { openStage, type Stage } from '../../worker/stage/stage.ts';
import { coveragePct } from './coverage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const run = (cases: string, playbook = raisePlaybook, head = raiseTests) =>
  testText(head + cases, { 'raise.yaml': playbook }, stage);

describe('coverage', () => {
  it('names every way with its line, and which no case goes', async () => {
    const { coverage } = await run('  - { name: silence, expect: { status: expired } }\n');
    expect(
      coverage.filter((each) => !each.reached).map(({ kind, step, line, way }) => `${kind} ${line} ${step}: ${way}`),
    ).toEqual([
      'branch 6 read: failed and passed over',
      'branch 14 pick: else',
      'gate 18 raise: approved',
      'gate 18 raise: rejected',
    ]);
    expect(coveragePct(coverage)).toBe(33.3);
    expect(coveragePct([])).toBe(100);
  });

  it('takes an excuse, unless a case goes that way or there is no such way', async () => {
    const silence = '  - { name: silence, expect: { status: expired } }\n';
    const excused = (way: string) => run(`${silence}untestable: [{ step: pick, way: ${way}, because: it is so }]\n`);
    const { coverage, diagnostics } = await excused('else');
    expect(diagnostics).toEqual([]);
    expect(coverage.find((each) => each.way === 'else')).toMatchObject({ reached: false, excused: 'it is so' });
    expect((await excused('case context.cpa > 10.0')).diagnostics).toMatchObject([
      { message: expect.stringContaining('A test goes this way') },
    ]);
    expect((await excused('nowhere')).diagnostics).toMatchObject([
      { message: expect.stringContaining('has no way'), line: 8 },
    ]);
  });

  it('sees catches, loops, events, failures and what runs after them', async () => {
    const playbook = `
id: ways_v1
name: Ways
scope: none
inputs: { items: { type: list }, go: { type: boolean } }
steps:
  - id: guarded
    try:
      - { id: read, agent: AdPlatformAgent, action: read_changes, params: { campaign_id: c } }
    catch:
      - when: error.code == 'PLATFORM_REFUSED'
        steps: [{ id: noted, set: { note: 'refused' } }]
      - steps: [{ id: other, set: { note2: 'other' } }]
  - id: each
    for_each: { items: inputs.items, as: item, max_parallel: 1 }
    steps: [{ id: kept, set: { x: '{{item}}' } }]
  - id: again
    repeat: { while: inputs.go && n < 1, as: n, max_iterations: 2 }
    steps: [{ id: round, set: { y: '{{n}}' } }]
  - id: hear
    wait: { event: lead.created, timeout: 1d, on_timeout: fail }
    output: heard
on_failure:
  - { id: told, set: { why: '{{error.code}}' } }
`;
    const source = `
playbook: ways.yaml
cases:
  - name: nothing
    inputs: { items: [], go: false }
    mocks: [{ step: read, fails: { code: PLATFORM_REFUSED, message: No. } }]
    expect: { status: failed, error: WAIT_TIMED_OUT, path: [read, noted, hear, told], outputs: { why: WAIT_TIMED_OUT } }
  - name: everything
    inputs: { items: [1, 2], go: true }
    mocks: [{ step: read, fails: PLATFORM_NOT_FOUND }]
    events: [{ after: 2h, event: lead.created, data: { score: 9 } }]
    expect: { status: completed, lasts: 2h, outputs: { heard: { data: { score: 9 } } }, path: [read, other, kept, kept, round, hear] }
`;
    const { cases, coverage, diagnostics } = await testText(source, { 'ways.yaml': playbook }, stage);
    expect(diagnostics).toEqual([]);
    expect(cases.flatMap((each) => each.faults)).toEqual([]);
    expect(coverage.filter((each) => !each.reached)).toEqual([]);
    expect(coverage).toHaveLength(9);
  });
});
