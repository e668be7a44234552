import { describe, expect, it, vi } from 'vitest';
import { retryConflicts } from './retry-conflicts.ts';

vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }));

const conflict = () => new Error('lance: Commit conflict for version 3');

describe('a write among others', () => {
  it('is tried again until it comes first', async () => {
    let tries = 0;
    const write = async () => {
      tries += 1;
      if (tries < 4) throw conflict();
      return 'written';
    };
    await expect(retryConflicts(write)).resolves.toBe('written');
    expect(tries).toBe(4);
  });

  it('that never comes first is given up, with when to come back', async () => {
    const write = vi.fn(() => Promise.reject(conflict()));
    await expect(retryConflicts(write)).rejects.toMatchObject({ code: 'KNOWLEDGE_BUSY', retryAfterSeconds: 5 });
    expect(write).toHaveBeenCalledTimes(8);
  });

  it('is not repeated for another fault', async () => {
    const write = vi.fn(() => Promise.reject(new Error('disk full')));
    await expect(retryConflicts(write)).rejects.toThrow('disk full');
    expect(write).toHaveBeenCalledTimes(1);
  });
});
