import { describe, expect, it } from 'vitest';
import { ask, call, faults, report } from '../../tests/stage/case-faults.ts';
import type { Expectation } from './test-file.ts';

describe('money, time and people', () => {
  const slept = [
    report('nap', 'running', 0),
    report('nap', 'done', 3_600_000),
    report('nap', 'running', 4_000_000),
    report('nap', 'done', 4_060_000),
  ];
  const wait = (step: string, seconds: number | null) => ({ waits: [{ line: 9, step, seconds }] });
  const told = (more: Partial<Expectation['notifications'][number]>) => ({
    notifications: [{ line: 9, step: 'raise', title: null, to: null, params: null, ...more }],
  });
  const asked = [ask('raise', 'Raise the budget of Spring', 'ann', 'ben'), call('say', { text: 'Hi', to: 'all' })];

  it.each<[string, readonly string[], readonly string[]]>([
    ['money that moved', faults({ moved: 20 }, [], { moved: 2_000 }), []],
    [
      'other money',
      faults({ moved: 20, lines: { money: 9 } }, [], { moved: 2_050 }),
      ['9 Another amount was moved | 20 | 20.5 EUR'],
    ],
    ['no money', faults({ moved: 0 }, [], { moved: 1 }), ['7 Another amount was moved | 0 | 0.01 EUR']],
    ['its length', faults({ lasts_seconds: 60 }, [], { lasted_ms: 60_000 }), []],
    [
      'another length',
      faults({ lasts_seconds: 3_600, lines: { lasts: 9 } }, [], { lasted_ms: 86_400_000 }),
      ['9 It lasted another time | 1h | 1d'],
    ],
    ['a wait', faults(wait('nap', null), slept), []],
    ['a wait of this length, the first time', faults(wait('nap', 3_600), slept), []],
    ['a wait of this length, the second time', faults(wait('nap', 60), slept), []],
    ['a wait of another length', faults(wait('nap', 7_200), slept), ['9 Step nap waited another time | 2h | 1m']],
    ['a wait that there was not', faults(wait('rest', 60), slept), ['9 Step rest did not wait | a wait | none']],
    ['a question', faults(told({}), asked), []],
    ['a question with these words', faults(told({ title: 'of Spring' }), asked), []],
    ['a question to these people', faults(told({ to: ['ben'] }), asked), []],
    [
      'a question with other words',
      faults(told({ title: 'Lower' }), asked),
      ['9 raise did not tell people this | Lower | "Raise the budget of Spring" to ann, ben'],
    ],
    [
      'a question to others',
      faults(told({ to: ['ben', 'eve'] }), asked),
      ['9 raise did not tell people this | to ben, eve | "Raise the budget of Spring" to ann, ben'],
    ],
    [
      'a question that nobody was asked',
      faults(told({ step: 'over' }), asked),
      ['9 over did not tell people this | a question | nothing'],
    ],
    ['what an action told', faults(told({ step: 'say', params: { text: 'Hi' } }), asked), []],
    ['that an action told anything', faults(told({ step: 'say' }), asked), []],
    [
      'other words of an action',
      faults(told({ step: 'say', params: { text: 'Bye' } }), asked),
      ['9 say told nobody this | {"text":"Bye"} | {"text":"Hi","to":"all"}'],
    ],
  ])('%s', (_, found, wanted) => {
    expect(found).toEqual(wanted);
  });

  it('what is wrong comes in the order of the lines, whatever it is about', () => {
    const expected = { moved: 5, status: 'failed' as const, path: ['x'], lines: { money: 3, status: 8, path: 5 } };
    expect(faults(expected, []).map((each) => each.split(' ')[0])).toEqual(['3', '5', '8']);
  });
});
