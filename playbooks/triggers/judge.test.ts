import { describe, expect, it } from 'vitest';
import type { ConditionTree } from '../../contracts/plan/index.ts';
import type { EvaluatedExpression } from '../../contracts/trigger.ts';
import { traceExpression } from '../expressions/trace.ts';
import { evaluateWhen } from './evaluate-when.ts';
import { inputsOf } from './inputs-of.ts';
import { judge, type TriggerCase } from './judge.ts';
import { sayWhy } from './say-why.ts';

const at = (source: string, line = 1): ConditionTree => ({ kind: 'expression', expression: { source, line } });
const all = (...items: ConditionTree[]): ConditionTree => ({ kind: 'all', items });
const any = (...items: ConditionTree[]): ConditionTree => ({ kind: 'any', items });
const not = (item: ConditionTree): ConditionTree => ({ kind: 'not', item });
const context = { cpa: 42, cpa_change_pct: 4.2, status: 'active', roas: null };
const asked: TriggerCase = {
  entity: { type: 'campaign', id: '100', name: 'Spring' },
  ...{ context, event: null, now: '2026-03-01T09:00:00Z' },
};

/** Every value in a trace by its source. */
function valuesOf(traced: EvaluatedExpression): Map<string, unknown> {
  const own: [string, unknown] = [traced.source, traced.error === null ? traced.value : 'error'];
  return new Map([own, ...traced.children.flatMap((child) => [...valuesOf(child)])]);
}

describe('a traced expression', () => {
  it('has the value of every part, also of what the answer did not need', () => {
    const source = "context.cpa > 50.0 && context.status == 'active' && context.cpa_change_pct * 2.0 > 8.0";
    expect(Object.fromEntries(valuesOf(traceExpression({ source, line: 7 }, { context })))).toMatchObject({
      [source]: false,
      'context.cpa > 50.0': false,
      "context.status == 'active'": true,
      'context.cpa_change_pct * 2.0 > 8.0': true,
      'context.cpa_change_pct * 2.0': 8.4,
      'context.cpa': 42,
      'context.cpa_change_pct': 4.2,
    });
  });

  it('says why a part has no value, and goes on with the others', () => {
    const traced = traceExpression({ source: 'context.roas > 2.0 || context.cpa > 40.0', line: 3 }, { context });
    expect(traced.error).toContain('context.roas is null where');
    expect(traced.children.map((each) => [each.source, each.value, each.error === null])).toEqual([
      ['context.roas > 2.0', null, false],
      ['context.cpa > 40.0', true, true],
    ]);
    expect(valuesOf(traced).get('context.roas')).toBeNull();
  });

  it('knows the line of a part that stands further down', () => {
    const traced = traceExpression({ source: 'context.cpa > 1.0\n&& context.cpa > 2.0', line: 10 }, { context });
    expect(traced.children.map((each) => each.line)).toEqual([10, 11]);
  });

  it.each<[string, unknown]>([
    ["context.status in ['active', 'paused']", true],
    ['has(context.nothing)', false],
    ['has(context.nothing) ? context.nothing > 1.0 : context.cpa > 1.0', true],
    ['!(context.cpa > 50.0)', true],
    ['-context.cpa < 0.0', true],
    ['[1, 2, 3].exists(x, x > 2)', true],
    ['size(context.status) == 6', true],
    ["context['cpa'] == 42.0", true],
    ["{'a': context.cpa}.a == 42.0", true],
  ])('%s is evaluated as it always is', (source, value) => {
    expect(traceExpression({ source, line: 1 }, { context })).toMatchObject({ value, error: null });
  });

  it.each(['context.cpa >', 'nobody.knows', '1 / 0 > 2', `'${'x'.repeat(2_500)}' == ''`])(
    'never throws: %s',
    (source) => {
      const traced = traceExpression({ source, line: 1 }, { context });
      expect(traced.value).toBeNull();
      expect(traced.error).toBeTruthy();
    },
  );

  it('does not keep a value that nobody could read', () => {
    const long = { list: Array.from({ length: 2_000 }, (_, index) => index) };
    const traced = traceExpression({ source: 'size(list) > 1', line: 1 }, long);
    expect(traced.value).toBe(true);
    expect(traced.children[0]?.children[0]).toMatchObject({ value: null, error: 'The value is too long to be kept.' });
  });
});

const yes = at('true');
const no = at('false');
const broken = at('context.roas > 1.0');

describe('conditions together', () => {
  it.each<[string, ConditionTree, boolean | null]>([
    ['all true', all(yes, yes), true],
    ['one false is enough', all(yes, broken, no), false],
    ['a broken one matters when the others are true', all(yes, broken), null],
    ['one true is enough', any(no, broken, yes), true],
    ['none true', any(no, no), false],
    ['a broken one matters when the others are false', any(no, broken), null],
    ['not', not(no), true],
    ['not of a broken one', not(broken), null],
    ['not of a group', not(all(yes, no)), true],
    ['no boolean is no answer', at('context.cpa'), null],
  ])('%s', (_case, tree, value) => {
    const traced = evaluateWhen(tree, { context });
    expect([traced.value, traced.error === null]).toEqual([value, value !== null]);
  });

  it('keep the values of what could not change the answer any more', () => {
    const traced = evaluateWhen(all(no, any(at('context.cpa > 1.0', 4), at('context.cpa > 2.0', 5))), { context });
    expect([...valuesOf(traced)].filter(([source]) => source.startsWith('context.cpa >'))).toEqual([
      ['context.cpa > 1.0', true],
      ['context.cpa > 2.0', true],
    ]);
  });
});

describe('why', () => {
  it.each<[ConditionTree, string]>([
    [
      all(at("context.status == 'active'", 3), at('context.cpa_change_pct > 10.0', 4)),
      'line 4: context.cpa_change_pct > 10.0 was false (context.cpa_change_pct was 4.2)',
    ],
    [
      any(at('context.cpa > 50.0', 3), at('context.cpa_change_pct > 10.0', 4)),
      'line 3: context.cpa > 50.0 was false (context.cpa was 42); line 4: context.cpa_change_pct > 10.0 was false (context.cpa_change_pct was 4.2)',
    ],
    [
      at("context.status == 'active' && (context.cpa > 50.0 || context.cpa < 1.0)", 8),
      'line 8: context.cpa > 50.0 was false (context.cpa was 42); line 8: context.cpa < 1.0 was false (context.cpa was 42)',
    ],
    [not(at('context.cpa > 40.0', 2)), 'line 2: context.cpa > 40.0 was true (context.cpa was 42)'],
    [at('!(context.cpa > 40.0)', 2), 'line 2: context.cpa > 40.0 was true (context.cpa was 42)'],
    [no, 'line 1: false was false'],
    [
      at('context.roas > 2.0', 6),
      'line 6: context.roas > 2.0 could not be evaluated (context.roas was null): context.roas is null where a value to compare is needed. Guard it, for example: has(context.roas) && ….',
    ],
  ])('names the line and the values of what decided (%#)', (tree, expected) => {
    expect(sayWhy(evaluateWhen(tree, { context }))).toBe(expected);
  });
});

describe('a playbook that is asked', () => {
  const on = (event: string, match: string | null) => ({
    event,
    match: match === null ? null : { source: match, line: 2 },
    line: 2,
  });
  const event = { name: 'metric.anomaly', data: { severity: 3, campaign_id: '7', note: null }, entity: null };

  it('without conditions starts every time, and says so', () => {
    expect(judge({ when: null }, asked)).toMatchObject({
      verdict: 'fires',
      values: [],
      because: expect.stringMatching(/no condition/),
    });
    const heard = judge({ when: null, on: [on('metric.anomaly', null)] }, { ...asked, event });
    expect(heard).toMatchObject({ verdict: 'fires', because: 'there is no condition on metric.anomaly' });
  });

  it('about an event: first match, then when, with the values of both', () => {
    const plan = { when: at('context.cpa > 50.0', 5), on: [on('metric.anomaly', 'event.data.severity > 2')] };
    const judged = judge(plan, { ...asked, event });
    expect(judged).toMatchObject({
      verdict: 'not_fired',
      because: 'line 5: context.cpa > 50.0 was false (context.cpa was 42)',
    });
    expect(judged.values.map((each) => [each.source, each.value])).toEqual([
      ['event.data.severity > 2', true],
      ['context.cpa > 50.0', false],
    ]);
  });

  it.each<[string, (string | null)[], string]>([
    ['any of several triggers is enough', ['event.data.severity > 9', 'event.data.severity > 2'], 'fires'],
    ['none of them holds', ['event.data.severity > 9', 'event.data.severity > 8'], 'not_fired'],
    ['one takes every event', ['event.data.severity > 9', null], 'fires'],
    ['data that is not there fails closed', ['event.data.colour == "red" || event.data.missing > 1'], 'failed'],
  ])('about an event: %s', (_case, matches, verdict) => {
    const triggers = [...matches.map((match) => on('metric.anomaly', match)), on('lead.created', 'true')];
    expect(judge({ when: null, on: triggers }, { ...asked, event }).verdict).toBe(verdict);
  });

  it('fails closed when a condition cannot be evaluated', () => {
    expect(judge({ when: all(yes, broken) }, asked).verdict).toBe('failed');
  });

  it('gets the inputs that name the entity, and those that the event has data for', () => {
    const input = { type: 'string', description: null, required: false, default: null } as const;
    const plan = { inputs: { campaign_id: input, severity: input, note: input, other: input, brand_id: input } };
    expect(inputsOf(plan, { entity: asked.entity, event })).toEqual({ campaign_id: '100', severity: 3, note: null });
    expect(inputsOf(plan, { entity: null, event })).toEqual({ campaign_id: '7', severity: 3, note: null });
    expect(inputsOf(plan, { entity: null, event: { ...event, data: ['severity'] } })).toEqual({});
  });
});
