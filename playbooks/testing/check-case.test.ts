import { describe, expect, it } from 'vitest';
import { ask, call, completed, failed, faults, report } from '../../tests/stage/case-faults.ts';
import type { Expectation } from './test-file.ts';
import type { Finished } from './trace.ts';

describe('how it ended', () => {
  it.each<[string, Partial<Expectation>, Finished | null, readonly string[]]>([
    ['as expected', { status: 'completed' }, completed, []],
    [
      'otherwise',
      { status: 'failed', lines: { status: 9 } },
      completed,
      ['9 The execution ended otherwise | failed | completed'],
    ],
    [
      'otherwise, with the reason',
      { status: 'completed' },
      failed,
      ['7 The execution ended otherwise | completed | failed (PLATFORM_REFUSED: No.)'],
    ],
    ['never', { status: 'completed' }, null, ['7 The execution ended otherwise | completed | never ended']],
    [
      'with an error that nobody expected',
      {},
      failed,
      ['7 The execution failed | no failure | failed (PLATFORM_REFUSED: No.)'],
    ],
    ['with the error expected', { error: 'PLATFORM_REFUSED' }, failed, []],
    [
      'with another error',
      { error: 'PLATFORM_AUTH', lines: { error: 9 } },
      failed,
      ['9 The error is another one | PLATFORM_AUTH | PLATFORM_REFUSED (PLATFORM_REFUSED: No.)'],
    ],
    [
      'without the error expected',
      { error: 'PLATFORM_AUTH' },
      completed,
      ['7 The error is another one | PLATFORM_AUTH | none'],
    ],
    ['rejected, of which nothing is said', {}, { ...completed, status: 'rejected' }, []],
    ['with the result expected', { result: { value: { n: 5 } } }, { ...completed, result: { n: 5, more: 1 } }, []],
    [
      'with another result',
      { result: { value: { n: 5 } }, lines: { result: 9 } },
      { ...completed, result: { n: 6 } },
      ['9 The result is another one: n | 5 | 6'],
    ],
    ['with no result', { result: { value: 7 } }, completed, ['7 The result is another one | 7 | null']],
    ['with a null that is expected', { result: { value: null } }, completed, []],
    [
      'with the outputs expected',
      { outputs: { a: { b: 1 } } },
      { ...completed, outputs: { a: { b: 1, c: 2 }, d: 3 } },
      [],
    ],
    [
      'without an output',
      { outputs: { a: 1 }, lines: { outputs: 9 } },
      completed,
      ['9 An output is another one: a | 1 | nothing'],
    ],
    [
      'with two other outputs',
      { outputs: { a: 1, b: [1, 2] } },
      { ...completed, outputs: { a: 2, b: [1] } },
      ['7 An output is another one: a | 1 | 2', '7 An output is another one: b | [1,2] | [1]'],
    ],
    [
      'with one item of a list another',
      { outputs: { b: [1, 2] } },
      { ...completed, outputs: { b: [1, 3] } },
      ['7 An output is another one: b[1] | 2 | 3'],
    ],
  ])('%s', (_, expected, finished, wanted) => {
    expect(faults(expected, [], { finished })).toEqual(wanted);
  });
});

describe('which way it went', () => {
  const seen = [
    call('read'),
    report('nap', 'running', 0),
    report('nap', 'done', 9),
    report('over', 'skipped', 9),
    call('raise', {}, 'e/raise/', 'plan'),
    ask('raise', 'Raise?', 'ann'),
    call('raise', {}, 'e/raise/', 'apply'),
  ];

  it.each<[string, Partial<Expectation>, readonly string[]]>([
    ['the path', { path: ['read', 'nap', 'raise'] }, []],
    [
      'another path',
      { path: ['read', 'raise'], lines: { path: 9 } },
      ['9 The path is another one | read, raise | read, nap, raise'],
    ],
    [
      'another order',
      { path: ['nap', 'read', 'raise'] },
      ['7 The path is another one | nap, read, raise | read, nap, raise'],
    ],
    ['a path of nothing', { path: [] }, ['7 The path is another one |  | read, nap, raise']],
    ['steps on it', { includes: ['nap', 'raise'] }, []],
    [
      'a step that was skipped',
      { includes: ['over'], lines: { includes: 9 } },
      ['9 Step over did not run | over | read, nap, raise'],
    ],
    ['steps not on it', { excludes: ['over', 'elsewhere'] }, []],
    [
      'a step that was on it',
      { excludes: ['nap', 'over'], lines: { excludes: 9 } },
      ['9 Step nap ran | not nap | read, nap, raise'],
    ],
  ])('%s', (_, expected, wanted) => {
    expect(faults(expected, seen)).toEqual(wanted);
  });
});

describe('what was called', () => {
  const seen = [
    call('read', { id: 'c1', days: 7 }),
    call('read', { id: 'c1', days: 7 }),
    call('read', { id: 'c2', days: 7 }, 'e/read/1'),
    call('raise', { to: 9 }, 'e/raise/', 'plan'),
    call('raise', { to: 9 }, 'e/raise/', 'apply'),
  ];
  const asked = (expected: Partial<Expectation['calls'][number]>) =>
    faults({ calls: [{ line: 9, action: null, step: null, params: null, times: null, ...expected }] }, seen);

  it.each<[string, Partial<Expectation['calls'][number]>, readonly string[]]>([
    ['a step', { step: 'read' }, []],
    ['an action', { action: 'Agent.read' }, []],
    ['a step that called nothing', { step: 'over' }, ['9 over was not called | a call | no call']],
    ['parts of its parameters', { step: 'read', params: { id: 'c2' } }, []],
    [
      'other parameters',
      { step: 'read', params: { id: 'c3' } },
      [
        '9 read was not called with {"id":"c3"} | a call with {"id":"c3"} | {"id":"c1","days":7} and {"id":"c2","days":7}',
      ],
    ],
    ['work that was tried twice, once', { step: 'read', params: { id: 'c1' }, times: 1 }, []],
    ['all work of a step', { step: 'read', times: 2 }, []],
    ['another number', { step: 'read', times: 3 }, ['9 read was called another number of times | 3 times | 2 times']],
    ['once', { step: 'read', times: 1 }, ['9 read was called another number of times | once | 2 times']],
    ['never', { step: 'over', times: 0 }, []],
    ['never, and it was', { step: 'raise', times: 0 }, ['9 raise was called another number of times | 0 times | once']],
    ['a write when it is applied, not when it is planned', { step: 'raise', times: 1 }, []],
    [
      'the step of another action',
      { step: 'read', action: 'Agent.raise' },
      ['9 read was not called | a call | no call'],
    ],
  ])('%s', (_, expected, wanted) => {
    expect(asked(expected)).toEqual(wanted);
  });

  it('work of a child counts, and a write that was only planned does not', () => {
    const expected = { calls: [{ line: 9, action: 'Agent.raise', step: null, params: null, times: 1 }] };
    expect(faults(expected, [], { children: [call('raise')] })).toEqual([]);
    expect(faults(expected, [call('raise', {}, 'e', 'plan')])).toEqual([
      '9 Agent.raise was called another number of times | once | 0 times',
    ]);
  });
});
