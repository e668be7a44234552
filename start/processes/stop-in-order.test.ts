import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Stopping, stopInOrder } from './stop-in-order.ts';

describe('stopping what was started', () => {
  let said: string[];
  let order: string[];
  let stopping: Stopping;
  beforeEach(() => {
    said = [];
    order = [];
    stopping = stopInOrder((text) => void said.push(text));
    vi.spyOn(process, 'exit').mockImplementation((code) => {
      order.push(`exit ${code}`);
      throw new Error('the process would have ended');
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const stops = (name: string) => async () => {
    order.push(`${name} stops`);
    await new Promise((resolve) => setImmediate(resolve));
    order.push(`${name} gone`);
  };
  const stop = (why = 'Stopping …', code = 0) => stopping.stop(why, code).catch(() => undefined);

  it('ends the parts first, the newest first and one after another, then both servers, then takes the note away', async () => {
    stopping.server('Postgres', stops('postgres'));
    stopping.server('Temporal', stops('temporal'));
    stopping.last(() => void order.push('note'));
    for (const name of ['sandbox', 'worker', 'api']) stopping.part(name, stops(name));
    await stop();
    expect(order.slice(0, 6)).toEqual([
      ...['api stops', 'api gone', 'worker stops', 'worker gone', 'sandbox stops', 'sandbox gone'],
    ]);
    expect(order.slice(6, 8).sort()).toEqual(['postgres stops', 'temporal stops']);
    expect(order.slice(-2)).toEqual(['note', 'exit 0']);
  });

  it('happens once, however often it is asked for', async () => {
    stopping.part('api', stops('api'));
    await Promise.all([stop('Ctrl-C', 0), stop('Ctrl-C again', 0), stop('The worker ended', 1)]);
    expect(said).toEqual(['Ctrl-C']);
    expect(order).toEqual(['api stops', 'api gone', 'exit 0']);
  });

  it('goes on when one of them does not end cleanly, and says which', async () => {
    stopping.server('Postgres', stops('postgres'));
    stopping.part('worker', () => Promise.reject(new Error('still busy')));
    await stop();
    expect(said.at(-1)).toContain('worker did not end cleanly: Error: still busy');
    expect(order).toEqual(['postgres stops', 'postgres gone', 'exit 0']);
  });

  it('says why, and ends with the code of the reason', async () => {
    await stop('The api ended unexpectedly.', 1);
    expect(said).toEqual(['The api ended unexpectedly.']);
    expect(order).toEqual(['exit 1']);
  });
});
