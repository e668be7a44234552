import { failpointNames } from '../../activities/ad-platforms/write/failpoints.ts';
import type { FullStack, Run } from './full-stack.ts';
import { platforms } from './money-kinds.ts';
import { inParallel, type Round } from './rounds.ts';

/** Every failpoint once, the platforms taking turns; Google's reads are POSTs, so that one edge is left to the others. */
export const workerKills = failpointNames.map((at, index) => ({
  at,
  platform: platforms[(index + (at === 'after_socket_write' ? 1 : 0)) % platforms.length] ?? 'meta_ads',
}));

/**
 * The product's own worker is killed with -9 at a failpoint, while a run of the real interpreter is in it; then one worker
 * process comes back for all of them. The time counts from that worker's being ready.
 */
export async function playWorkerKills(stack: FullStack, queuePrefix: string): Promise<readonly Round[]> {
  const killed: (Run & { readonly queue: string })[] = [];
  await inParallel(workerKills, 3, async ({ at, platform }) => {
    const queue = `${queuePrefix}-${at}`;
    const doomed = await stack.start('worker/main.ts', { TEMPORAL_TASK_QUEUE: queue, MBI_FAILPOINT: `${at}:1` });
    const run = await stack.startRun(platform, queue);
    await stack.approve(run);
    if ((await doomed.exited) !== 1) throw new Error(`The worker was not killed at ${at}.`);
    killed.push({ ...run, queue });
  });
  await stack.start('tests/chaos/recovery-worker.ts', { CHAOS_QUEUES: killed.map(({ queue }) => queue).join(',') });
  const back = performance.now();
  return Promise.all(
    killed.map(async (run) => {
      const status = await stack.finish(run);
      const seconds = (performance.now() - back) / 1000;
      const said = status === 'completed' ? ('applied' as const) : ('refused' as const);
      return {
        scenario: 'kill -9 of the worker (Temporal)',
        platform: run.platform,
        told: { said, code: null },
        seconds,
      };
    }),
  );
}
