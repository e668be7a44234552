import { expect, it } from 'vitest';
import { failedStepOf, stepChoices } from './step-choices.ts';

const ran = (step_id: string, status = 'completed') => ({ step_id, status });

it('offers each step once, however often it ran, and marks the one that failed', () => {
  const steps = [ran('read'), ran('raise'), ran('raise'), ran('(compensation)'), ran('tell', 'failed')];
  expect(stepChoices(steps, 'tell')).toEqual([
    { step_id: 'read', label: 'read' },
    { step_id: 'raise', label: 'raise' },
    { step_id: 'tell', label: 'tell (it failed here)' },
  ]);
});

it('offers the failed step before anything else is known', () => {
  expect(stepChoices([], 'read')).toEqual([{ step_id: 'read', label: 'read (it failed here)' }]);
  expect(stepChoices([], null)).toEqual([]);
});

it('takes the last failure as the place, else the last step', () => {
  expect(failedStepOf([ran('a', 'failed'), ran('b', 'failed'), ran('c')])).toBe('b');
  expect(failedStepOf([ran('a'), ran('b')])).toBe('b');
  expect(failedStepOf([])).toBe('');
});
