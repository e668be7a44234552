import { beforeEach, describe, expect, it } from 'vitest';
import { createReportQueue } from './report-queue.ts';

describe('the queue of reports', () => {
  let warnings: { fields: object; message: string }[];
  let pauses: number[];
  let queue: ReturnType<typeof createReportQueue>;
  beforeEach(() => {
    warnings = [];
    pauses = [];
    const log = {
      info: () => undefined,
      warn: (fields: object, message: string) => void warnings.push({ fields, message }),
    };
    queue = createReportQueue(log, async (wait_ms) => void pauses.push(wait_ms));
  });

  const gate = () => {
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    return { opened, open };
  };

  it('writes those of one execution in the order in which they came', async () => {
    const written: string[] = [];
    const first = gate();
    queue.push('e1', async () => {
      await first.opened;
      written.push('one');
    });
    queue.push('e1', async () => void written.push('two'));
    queue.push('e1', async () => void written.push('three'));
    first.open();
    await queue.drain();
    expect(written).toEqual(['one', 'two', 'three']);
  });

  it('lets the workflow go first, and then waits for nothing but what came before', async () => {
    queue.push('e1', async () => undefined);
    queue.push('e1', async () => undefined);
    queue.push('e2', async () => undefined);
    await queue.drain();
    expect(pauses.toSorted()).toEqual([0, 25, 25]);
    queue.push('e1', async () => undefined);
    await queue.drain();
    expect(pauses).toHaveLength(4);
    expect(pauses.at(-1)).toBe(25);
  });

  it('does not let one execution wait for another', async () => {
    const held = gate();
    const other = gate();
    queue.push('slow', () => held.opened);
    queue.push('fast', async () => other.open());
    await other.opened;
    held.open();
    await queue.drain();
  });

  it('tries again, waiting longer each time, until it is written', async () => {
    let tries = 0;
    queue.push('e1', async () => {
      tries += 1;
      if (tries < 3) throw new TypeError('the database is away');
    });
    await queue.drain();
    expect(tries).toBe(3);
    expect(pauses).toEqual([25, 100, 1_000]);
    expect(warnings.map(({ fields }) => fields)).toMatchObject([{ cause: 'TypeError' }, { cause: 'TypeError' }]);
  });

  it('gives a report up in the end and goes on with the next one', async () => {
    const written: string[] = [];
    queue.push('e1', () => Promise.reject(new Error('password=hush')));
    queue.push('e1', async () => void written.push('next'));
    await queue.drain();
    expect(pauses).toEqual([25, 100, 1_000, 5_000, 0]);
    expect(written).toEqual(['next']);
    expect(JSON.stringify(warnings)).not.toContain('hush');
  });

  it('takes an error that is none', async () => {
    queue.push('e1', () => Promise.reject('a text'));
    await queue.drain();
    expect(warnings[0]?.fields).toMatchObject({ cause: 'unknown', execution_id: 'e1' });
  });

  it('has nothing to wait for when nothing was reported', async () => {
    await expect(queue.drain()).resolves.toBeUndefined();
  });
});
