import { describe, expect, it } from 'vitest';
import { startSweep } from './start-sweep.ts';

describe('a sweep', () => {
  it('goes on after a round that failed, and stops only when the round that runs has ended', async () => {
    const warned: unknown[] = [];
    let rounds = 0;
    let third = () => {};
    const seen = new Promise<void>((resolve) => {
      third = resolve;
    });
    const work = async () => {
      rounds += 1;
      if (rounds === 1) throw new Error('the database is away');
      if (rounds === 3) third();
    };
    const sweep = startSweep(
      { name: 'test', every_seconds: 0.001, work },
      { warn: (facts: unknown) => warned.push(facts) },
    );
    await seen;
    await sweep.stop();
    const ended = rounds;
    await new Promise((resolve) => setImmediate(resolve));
    expect(rounds).toBe(ended);
    expect(warned).toMatchObject([{ sweep: 'test' }]);
  });
});
