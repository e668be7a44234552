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
