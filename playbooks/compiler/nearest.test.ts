import { describe, expect, it } from 'vitest';
import { closest, nearest } from './nearest.ts';

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

  it.each([
    ['set_budget', ['pause', 'set_lifetime_budget', 'set_daily_budget'], 'set_lifetime_budget'],
    ['setBudget', ['set_daily_budget', 'pause'], 'set_daily_budget'],
    ['cooldown', ['max_changes_per_day', 'cooldown_hours'], 'cooldown_hours'],
    ['timeout_seconds', ['approvers', 'timeout'], 'timeout'],
    ['automatic', ['shadow', 'auto'], 'auto'],
    ['set_budget', ['Agent.pause', 'Agent.set_daily_budget'], 'Agent.set_daily_budget'],
    ['desc', ['name', 'description'], 'description'],
    ['healt', ['health', 'health_check'], 'health'],
    // Of these nothing can be said: a word of its own on each side, and too little to go by.
    ['set_target', ['set_daily_budget'], null],
    ['on', ['on_error', 'on_failure'], null],
    ['budgets', ['pause'], null],
    ['_____', ['pause'], null],
    ['x'.repeat(100), ['x'.repeat(99)], null],
  ])('%s, where more than a slip may be wrong, among %j is %s', (word, choices, meant) => {
    expect(closest(word, choices)).toBe(meant);
  });
});
