import { sleep, workflowInfo } from '@temporalio/workflow';

/**
 * How many steps loops may run within one workflow task. Temporal takes a worker that is busy for seconds without a word
 * for dead, so a loop that computes and never waits must pause now and then.
 */
const mostSteps = 1_000;

/**
 * Counts what loops do since the history last grew, and every thousand steps lets the server hear of it by one timer of a
 * millisecond. Loops whose rounds call actions or wait never come that far, and cost no event.
 */
export function createBreath(): (steps: number) => Promise<void> {
  let length = 0;
  let taken = 0;
  return async (steps) => {
    const { historyLength } = workflowInfo();
    if (historyLength !== length) taken = 0;
    length = historyLength;
    taken += steps;
    if (taken <= mostSteps) return;
    taken = 0;
    await sleep(1, { summary: 'a breath in a long loop' });
  };
}
