import { CancellationScope } from '@temporalio/workflow';

/** Work that runs at once and can be called off together. */
export type Race = {
  /** Starts one runner in a scope of its own. */
  enter<T>(runner: () => Promise<T>): Promise<T>;
  /** Waits for the end of the race, then cancels whoever still runs and waits until all have come to rest. */
  until<T>(end: Promise<T>): Promise<T>;
};

/** Opens a race without runners. Cancelling the surrounding scope cancels every runner. */
export function openRace(): Race {
  const scopes: CancellationScope[] = [];
  const runners: Promise<unknown>[] = [];
  return {
    enter: (runner) => {
      const scope = new CancellationScope();
      const running = scope.run(runner);
      scopes.push(scope);
      runners.push(running);
      return running;
    },
    until: async (end) => {
      try {
        return await end;
      } finally {
        for (const scope of scopes) scope.cancel();
        await Promise.allSettled(runners);
      }
    },
  };
}
