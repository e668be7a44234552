import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raisePlaybook, raiseTests, testText } from '../../tests/stage/test-source.ts';
import { openStage, type Stage } from '../../worker/stage/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const run = (cases: string, playbook = raisePlaybook, head = raiseTests) =>
  testText(head + cases, { 'raise.yaml': playbook }, stage);
const faultsOf = async (cases: string) => (await run(cases)).cases.flatMap((each) => each.faults);

describe('a test of a playbook', () => {
  it('plays waits, people, money and outputs in no time, and passes when all is as it says', async () => {
    const { cases, diagnostics } = await run(`
  - name: approved
    decisions: [{ step: raise, after: 1h, as: approver, decision: approve }]
    expect:
      status: completed
      path: [read, nap, raise]
      includes: [pick]
      excludes: [over]
      calls: [{ action: AdPlatformAgent.set_daily_budget, params: { daily_budget_minor: 12000 }, times: 1 }]
      money: { moved: 20 }
      lasts: 169h
      waits: [nap, { step: nap, for: 7d }]
      notifications: [{ step: raise, title: Raise, to: [approver] }]
      outputs: { change: { applied: true } }
`);
    expect(diagnostics).toEqual([]);
    expect(cases).toMatchObject([{ passed: true, faults: [], status: 'completed', lasted_seconds: 169 * 3600 }]);
  });

  it('says of each thing that is otherwise what was expected, what happened, and on which line', async () => {
    const faults = await faultsOf(`
  - name: all wrong
    context: { cpa: 1.0 }
    expect:
      status: failed
      error: PLATFORM_REFUSED
      result: 7
      outputs: { state: { campaign_name: Summer } }
      path: [read]
      includes: [raise]
      excludes: [over]
      calls:
        - { step: raise }
        - { step: read, times: 3 }
        - { step: read, params: { campaign_id: c9 } }
      money: { moved: 20 }
      lasts: 1h
      waits: [{ step: nap, for: 1d }, read]
      notifications: [{ step: raise, title: Raise }]
`);
    expect(faults.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '11 The execution ended otherwise',
      '12 The error is another one',
      '13 The result is another one',
      '14 An output is another one: state.campaign_name',
      '15 The path is another one',
      '16 Step raise did not run',
      '17 Step over ran',
      '19 raise was not called',
      '20 read was called another number of times',
      '21 read was not called with {"campaign_id":"c9"}',
      '22 Another amount was moved',
      '23 It lasted another time',
      '24 Step nap waited another time',
      '24 Step read did not wait',
      '25 raise did not tell people this',
    ]);
    expect(faults[0]).toMatchObject({ expected: 'failed', actual: 'completed' });
    expect(faults[4]).toMatchObject({ expected: 'read', actual: 'read, nap, over' });
  });

  it('tells of a failure that nobody expected', async () => {
    const faults = await faultsOf(`
  - name: over the cap
    mocks: [{ step: raise, before: { daily_budget_minor: 5000 } }]
`);
    expect(faults).toMatchObject([
      { message: 'The execution failed', actual: expect.stringContaining('GUARDRAIL_VIOLATED') },
    ]);
  });

  it('stops at an action of which it says nothing, with a mock that would do', async () => {
    const { cases } = await testText(
      'playbook: raise.yaml\ncases:\n  - name: bare\n',
      { 'raise.yaml': raisePlaybook },
      stage,
    );
    const [fault] = cases[0]?.faults ?? [];
    expect(fault).toMatchObject({
      line: 3,
      message: expect.stringContaining('AdPlatformAgent.read_campaign_state (step read)'),
    });
    expect(fault?.suggestion).toContain('mocks: [{ action: AdPlatformAgent.read_campaign_state, returns: {');
  });

  it('stops at a write whose state before is not given, and says which field', async () => {
    const faults = await faultsOf(`
  - name: no state
    mocks: [{ step: raise, before: { bid_amount_minor: 1 } }]
`);
    expect(faults).toMatchObject([{ line: 9, suggestion: 'before: { daily_budget_minor: … }' }]);
  });

  it('runs only the cases whose name was asked for', async () => {
    const cases = '  - { name: one }\n  - { name: two }\n';
    const { cases: ran } = await testText(raiseTests + cases, { 'raise.yaml': raisePlaybook }, stage, 'tw');
    expect(ran.map((each) => each.name)).toEqual(['two']);
  });

  it('ends an execution that takes longer than its playbook allows', async () => {
    const faults = (
      await run(
        '  - { name: slow, mocks: [{ step: read, example: {}, takes: 80d }] }\n',
        `${raisePlaybook}timeout: 10d\n`,
      )
    ).cases[0]?.faults;
    expect(faults).toMatchObject([{ message: expect.stringContaining('took longer') }]);
  });
});

describe('people in a test', () => {
  it('edit, and the next decision answers the question about the new plan', async () => {
    const { cases } = await run(`
  - name: edited
    decisions:
      - { step: raise, decision: approve, edits: { daily_budget_minor: 11000 } }
      - { step: raise, decision: approve, as: approver_2 }
    expect: { status: completed, money: { moved: 10 }, calls: [{ step: raise, params: { daily_budget_minor: 11000 } }] }
`);
    expect(cases).toMatchObject([{ passed: true }]);
  });

  it('are refused when they may not decide, and the case has to say so', async () => {
    const faults = await faultsOf(`
  - name: not allowed
    decisions: [{ step: raise, as: analyst, decision: approve }]
    expect: { status: expired }
  - name: not allowed, and known
    decisions: [{ step: raise, as: analyst, decision: approve, counts: false }]
    expect: { status: expired }
  - name: allowed, but said to be refused
    decisions: [{ step: raise, as: approver, decision: approve, counts: false }]
  - name: too late
    decisions: [{ step: raise, after: 3h, as: approver, decision: approve }]
    expect: { status: expired }
  - name: where nobody asks
    decisions: [{ step: raise, decision: approve, question: 4 }]
    expect: { status: expired }
`);
    expect(faults.map((each) => each.message)).toEqual([
      'analyst’s approve at raise was not counted: DECISION_NOT_ELIGIBLE.',
      'approver’s approve at raise was counted, and the case says it must not be.',
      'approver’s approve at raise came when nobody was waiting for it any more.',
      'Step raise never asked a question 4, so this decision had nowhere to go.',
    ]);
  });

  it('are those of the file, of a group and by address, too', async () => {
    const gate = `
id: gate_v1
name: Gate
scope: none
steps:
  - id: ask
    approval: { approvers: { users: [eve@example.com], groups: [owners] }, quorum: 3, timeout: 1h, on_timeout: reject }
`;
    const source = `
playbook: gate.yaml
people: [{ name: ann, email: ann@example.org, groups: [owners] }]
cases:
  - name: three of them
    decisions:
      - { step: ask, as: ann, decision: approve }
      - { step: ask, as: owners_2, decision: approve }
      - { step: ask, as: eve@example.com, decision: approve }
    expect: { status: completed, notifications: [{ step: ask, to: [ann, owners, eve@example.com] }] }
`;
    const { cases, diagnostics } = await testText(source, { 'gate.yaml': gate }, stage);
    expect(diagnostics).toEqual([]);
    expect(cases).toMatchObject([{ passed: true, faults: [] }]);
  });
});

describe('what a playbook starts and takes back', () => {
  it('a child runs its own plan with the mocks of the case', async () => {
    const parent = `
id: parent_v1
name: Parent
scope: none
steps: [{ id: child, playbook: child_v1, inputs: { n: 4 }, output: came }]
`;
    const child = `
id: child_v1
name: Child
scope: none
inputs: { n: { type: integer } }
steps:
  - { id: read, agent: AdPlatformAgent, action: read_changes, params: { campaign_id: c } }
  - { id: end, stop: { status: completed, result: '{{inputs.n + 1}}' } }
`;
    const source = `
playbook: parent.yaml
cases:
  - name: it gives its result
    mocks: [{ action: AdPlatformAgent.read_changes, example: {} }]
    expect: { status: completed, path: [child], outputs: { came: { result: 5 } }, calls: [{ action: AdPlatformAgent.read_changes, times: 1 }] }
`;
    const result = await testText(source, { 'parent.yaml': parent, 'child.yaml': child }, stage);
    expect(result.diagnostics).toEqual([]);
    expect(result.cases.flatMap((each) => each.faults)).toEqual([]);
    const orphan = await testText(source, { 'parent.yaml': parent }, stage);
    expect(orphan.cases[0]?.faults[0]).toMatchObject({
      actual: expect.stringContaining('There is no playbook child_v1'),
    });
  });

  it('a failed step takes back what was applied before it, without a mock', async () => {
    const playbook = raisePlaybook.replace(
      'guardrails:',
      `  - { id: after, agent: AdPlatformAgent, action: read_changes, params: { campaign_id: c }, on_error: compensate }\nguardrails:`,
    );
    const { cases, diagnostics } = await run(
      `
  - name: back to where it was
    mocks: [{ step: after, fails: PLATFORM_REFUSED }]
    decisions: [{ step: raise, decision: approve }]
    expect: { status: failed, error: PLATFORM_REFUSED, money: { moved: 0 }, calls: [{ action: AdPlatformAgent.undo_execution, times: 1 }] }
`,
      playbook,
    );
    expect(diagnostics).toEqual([]);
    expect(cases.flatMap((each) => each.faults)).toEqual([]);
  });
});
