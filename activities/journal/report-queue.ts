import type { ActionContext } from '../../contracts/action-handler.ts';

/** A report lets the workflow go first: written at once, it would take the processor from the task that reports. */
const afterTask_ms = 25;

/**
 * Takes reports without making the workflow wait, and writes those of one execution in the order in which they came.
 * A report that cannot be written after a few tries is logged and left to the sweep over closed workflows.
 */
export function createReportQueue(log: ActionContext['log'], pause = waitFor) {
  const tails = new Map<string, Promise<void>>();
  const attempt = async (execution_id: string, first_ms: number, work: () => Promise<unknown>): Promise<void> => {
    for (const wait_ms of [first_ms, 100, 1_000, 5_000]) {
      try {
        await pause(wait_ms);
        await work();
        return;
      } catch (error) {
        const name = error instanceof Error ? error.name : 'unknown';
        log.warn({ execution_id, cause: name, wait_ms }, 'A report of a workflow could not be written');
      }
    }
  };
  return {
    push: (execution_id: string, work: () => Promise<unknown>): void => {
      const before = tails.get(execution_id);
      const first_ms = before === undefined ? afterTask_ms : 0;
      const tail = (before ?? Promise.resolve()).then(() => attempt(execution_id, first_ms, work));
      tails.set(execution_id, tail);
      void tail.then(() => {
        if (tails.get(execution_id) === tail) tails.delete(execution_id);
      });
    },
    /** Resolves when everything that was pushed so far is written or given up. */
    drain: async (): Promise<void> => {
      await Promise.all(tails.values());
    },
  };
}

function waitFor(wait_ms: number): Promise<void> {
  return wait_ms === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, wait_ms));
}
