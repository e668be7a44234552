import { expect, it } from 'vitest';
import { modelAnswerSchemas } from '../../../contracts/model-answers.ts';
import { fallbackOrder, routeOf } from './routing-table.ts';

it('a task without a row of its own, also one named like a member of every object, has the usual route', () => {
  expect(routeOf('toString')).toEqual(routeOf('never_heard_of'));
  expect(routeOf('never_heard_of').order).toEqual(['xai', 'anthropic', 'openai']);
});

it('every task that a model is asked has bounds of time, money and length within those of a question', () => {
  for (const task of Object.keys(modelAnswerSchemas)) {
    const route = routeOf(task);
    expect(route.order).toEqual(fallbackOrder);
    expect(route.max_latency_ms).toBeLessThan(25_000);
    expect(route.max_cost_usd).toBeLessThanOrEqual(0.5);
    expect(route.max_input_tokens).toBeLessThanOrEqual(60_000);
  }
});

it('a rival is asked only where somebody waits, and with room for its answer within the seventeen seconds of an analysis', () => {
  const hedged = Object.keys(modelAnswerSchemas).filter((task) => routeOf(task).hedge_after_ms !== undefined);
  expect(hedged.toSorted()).toEqual(['critique', 'word_recommendation']);
  for (const task of hedged) {
    const { hedge_after_ms = 0, max_latency_ms } = routeOf(task);
    expect(hedge_after_ms).toBeLessThan(max_latency_ms);
    expect(17_000 - hedge_after_ms).toBeGreaterThan(10_000);
  }
});
