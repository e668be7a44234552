import type { Logger } from 'pino';

/** Work that is done again and again beside the requests. */
export type Sweep = { stop(): Promise<void> };

/**
 * Does some work now and every so often until it is stopped. A round that fails is logged and the next one goes on;
 * stopping waits for the round that runs. `name` says in the log what could not be done.
 */
export function startSweep(
  {
    name,
    every_seconds,
    work,
  }: { readonly name: string; readonly every_seconds: number; readonly work: () => Promise<void> },
  log: Pick<Logger, 'warn'>,
): Sweep {
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  const round = async (): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!stopped) log.warn({ err: error, sweep: name }, 'a sweep failed; it is done again');
    }
    if (!stopped) timer = setTimeout(again, every_seconds * 1_000);
  };
  const again = (): void => {
    running = round();
  };
  let running = round();
  return {
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await running;
    },
  };
}
