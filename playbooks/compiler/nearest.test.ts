import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.ts';

describe('what was probably meant', () => {
  it.each([
    ['stpes', ['steps', 'name'], 'steps'],
    ['maxParallel', ['max_parallel', 'as'], 'max_parallel'],
    ['max-parallel', ['max_parallel', 'as'], 'max_parallel'],
    ['HealtAgent', ['HealthAgent', 'AdPlatformAgent'], 'HealthAgent'],
    ['set_budget', ['set_daily_budget', 'pause'], null],
    ['ids', ['id', 'name'], 'id'],
    ['xyz', ['id', 'name'], null],
    ['x'.repeat(100), ['id'], null],
    ['anything', [], null],
  ])('%s among %j is %s', (word, choices, meant) => {
    expect(nearest(word, choices)).toBe(meant);
  });

  it('of two the nearer', () => {
    expect(nearest('approver', ['approvers', 'approver_'])).toBe('approver_');
  });
});
