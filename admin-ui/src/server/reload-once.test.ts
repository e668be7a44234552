import { expect, it, vi } from 'vitest';
import { reloadOnce } from './reload-once.ts';

it('a part that cannot be fetched loads the page anew, once a minute and not over and over', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const reload = vi.fn();
  const at = Date.parse('2026-03-01T12:00:00Z');
  expect(reloadOnce(storage, at, reload)).toBe(true);
  expect(reloadOnce(storage, at + 59_999, reload)).toBe(false);
  expect(reload).toHaveBeenCalledTimes(1);
  expect(reloadOnce(storage, at + 60_000, reload)).toBe(true);
  expect(reload).toHaveBeenCalledTimes(2);
});
