import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../contracts/canonical-json.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { Step } from '../../../contracts/plan/index.ts';
import { testDefinitions } from '../../../tests/playbooks/definitions.ts';
import {
  action,
  child,
  choose,
  expression,
  forEach,
  gate,
  literal,
  onlyIf,
  parallel,
  repeat,
  set,
  stop,
  waitFor,
} from '../../../tests/rehearsal/plans.ts';
import { checkSkips } from './check-skip.ts';
import { flowFrom } from './flow.ts';

const tell = (id: string, more = {}) =>
  action(id, 'noop', { action_id: 'NotifyAgent.tell', effect: 'notify', ...more });
const write = (id: string) => action(id, 'set_budget', { action_id: 'AdPlatformAgent.set_daily_budget' });
const skipped = (steps: readonly Step[], skip: Record<string, JsonValue>, from_step = steps[0]?.id ?? '') =>
  checkSkips(flowFrom(steps, from_step), skip, testDefinitions);
const refusal = (steps: readonly Step[], skip: Record<string, JsonValue>, from_step?: string): readonly unknown[] => {
  try {
    return ['taken', skipped(steps, skip, from_step)];
  } catch (error) {
    return error instanceof CodedError ? [error.code, error.message] : [error];
  }
};
const unchanged = { applied: false, change_set: null, change_set_id: null, receipts: [] };

describe('a value instead of a step', () => {
  it.each([
    ['what the action gives', [tell('say')], { say: { sent: true } }, { 'say/': { sent: true } }],
    [
      'nothing, where a failure is passed over',
      [tell('say', { on_error: 'continue' })],
      { say: null },
      { 'say/': null },
    ],
    ['variables', [set('name', { x: literal(1) })], { name: { x: 5, more: 1 } }, { 'name/': { x: 5, more: 1 } }],
    ['the end of a wait', [waitFor('rest', 60)], { rest: null }, { 'rest/': null }],
    [
      'a round of a loop',
      [forEach('each', '[1]', [repeat('again', { while: 'x' }, [tell('say')])])],
      { 'say/0.2': { sent: false } },
      { 'say/0.2': { sent: false } },
    ],
    [
      'a step with a condition counts as wanted',
      [onlyIf('x > 1', tell('say'))],
      { say: { sent: true } },
      { 'say/': { sent: true }, 'say/?': true },
    ],
    ['none at all', [tell('say')], {}, {}],
  ])('is taken: %s', (_, steps, skip, results) => {
    expect(skipped(steps, skip)).toEqual(results);
  });

  it.each([
    ['of another type', [tell('say')], { say: { sent: 'yes' } }, /does not fit what the step gives\. sent /],
    ['nothing, where a failure counts', [tell('say')], { say: null }, /does not fit/],
    ['variables that are not all there', [set('name', { x: literal(1), y: literal(2) })], { name: { x: 1 } }, /x, y/],
    ['variables that are a list', [set('name', { x: literal(1) })], { name: [1] }, /It must name x/],
    [
      'a write that claims to have applied something',
      [write('raise')],
      { raise: { ...unchanged, applied: true } },
      /`applied` must be false/,
    ],
    ['an action that does not exist any more', [tell('say', { action_id: 'Gone.away' })], { say: 1 }, /no such action/],
  ] as const)('is refused as a mistake of the request: %s', (_, steps, skip, why) => {
    const [code, message] = refusal(steps, skip);
    expect([code, message]).toEqual(['REQUEST_INVALID', expect.stringMatching(why)]);
  });

  it.each([
    ['a step that is not there', [tell('say')], { shout: 1 }, undefined, /no step shout/],
    ['a step that is not run again', [tell('a'), tell('b')], { a: { sent: true } }, 'b', /not run again/],
    ['a question: a yes is given by deciding', [gate('ask')], { ask: true }, undefined, /given by deciding/],
    [
      'steps that hold others',
      [parallel('p', 'all', [tell('a')], [tell('b')])],
      { p: null },
      undefined,
      /skip the steps inside/,
    ],
    [
      'a choice',
      [choose('s', [{ when: expression('x'), line: 1, steps: [tell('a')] }])],
      { s: 0 },
      undefined,
      /skip the steps inside/,
    ],
    ['the end', [stop('end', 'completed')], { end: null }, undefined, /ends the execution/],
    ['another playbook', [child('go', 'other_v1')], { go: null }, undefined, /holds other steps/],
    [
      'a step in a loop without its round',
      [forEach('each', '[1]', [tell('say')])],
      { say: { sent: true } },
      undefined,
      /inside 1 loops: name its round, such as say\/0/,
    ],
    ['a round of a step in no loop', [tell('say')], { 'say/0': { sent: true } }, undefined, /inside 0 loops/],
  ] as const)('is not possible: %s', (_, steps, skip, from_step, why) => {
    const [code, message] = refusal(steps, skip, from_step);
    expect([code, message]).toEqual(['RERUN_NOT_POSSIBLE', expect.stringMatching(why)]);
  });
});
