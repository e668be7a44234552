import { expect, it } from 'vitest';
import { executionViewSchema } from './execution-view.ts';
import { groupRounds, isReused, roundOf } from './group-rounds.ts';

const steps =
  executionViewSchema.parse({
    ...{ execution_id: 'e', status: 'running' },
    steps: [
      { step_id: 'read', iteration: '', status: 'completed' },
      { step_id: 'raise', iteration: '0', status: 'completed' },
      { step_id: 'tell', iteration: '0', status: 'completed' },
      { step_id: 'raise', iteration: '1', status: 'failed' },
      { step_id: 'done', iteration: '', status: 'completed' },
    ],
  }).steps ?? [];

it('keeps each round of a loop together and every step in its order', () => {
  const groups = groupRounds(steps);
  expect(groups.map(({ round, steps: each }) => [round, each.map(({ step_id }) => step_id)])).toEqual([
    [null, ['read']],
    ['Round 1', ['raise', 'tell']],
    ['Round 2', ['raise']],
    [null, ['done']],
  ]);
  expect(groups.flatMap((group) => group.steps)).toEqual(steps);
});

it('counts rounds inside rounds from one', () => {
  expect(roundOf('0.2')).toBe('Round 1.3');
  expect(roundOf(4)).toBe('Round 5');
  expect(roundOf(null)).toBeNull();
});

it('knows what was taken over by step and round', () => {
  expect(isReused({ step_id: 'read', iteration: '' }, ['read/'])).toBe(true);
  expect(isReused({ step_id: 'raise', iteration: '1' }, ['read/', 'raise/0'])).toBe(false);
});
