import { expect, it } from 'vitest';
import { keyHelp, type PendingKey, resolveKey } from './key-map.ts';

const press = (key: string, at_ms = 0, modified = false) => ({ key, modified, at_ms });

it('finds every single key that the help lists', () => {
  for (const { keys, command } of keyHelp.filter(({ keys }) => keys.length === 1)) {
    expect(resolveKey(press(keys[0] ?? ''), null)).toEqual({ command, pending: null });
  }
});

it('leaves the browser its own shortcuts', () => {
  expect(resolveKey(press('a', 0, true), null)).toEqual({ command: null, pending: null });
  expect(resolveKey(press('r', 0, true), { key: 'g', at_ms: 0 })).toEqual({ command: null, pending: null });
});

it('reads g i as one command while both keys are close together', () => {
  const first = resolveKey(press('g', 1_000), null);
  expect(first).toEqual({ command: null, pending: { key: 'g', at_ms: 1_000 } });
  expect(resolveKey(press('i', 2_000), first.pending).command).toBe('inbox');
  expect(resolveKey(press('i', 3_000), first.pending).command).toBeNull();
});

it('never approves by the second key of a sequence', () => {
  const pending: PendingKey = { key: 'g', at_ms: 0 };
  expect(resolveKey(press('a', 100), pending)).toEqual({ command: null, pending: null });
});

it('ignores keys without a meaning', () => {
  expect(resolveKey(press('q'), null)).toEqual({ command: null, pending: null });
});
