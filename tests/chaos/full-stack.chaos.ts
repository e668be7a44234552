import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FullStack, openFullStack } from './full-stack.ts';
import { handIn, type Round } from './rounds.ts';
import { printSchedule } from './run-settings.ts';
import { playServerKill } from './server-kills.ts';
import { playWorkerKills, workerKills } from './worker-kills.ts';
import { type ChaosWorld, openChaosWorld } from './world.ts';

/** Full stack: the product's own worker on a real Temporal server with its histories in a file, and a Postgres that syncs. */
let world: ChaosWorld;
let stack: FullStack;
const rounds: Round[] = [];
const queue = `chaos-servers-${process.pid}`;
beforeAll(async () => {
  world = await openChaosWorld();
  stack = await openFullStack(world);
});
afterAll(async () => {
  handIn({ rounds, violations: await world.verdict() });
  await stack.close();
  await world.close();
});

describe('full stack', () => {
  it('the worker is killed with -9 at every failpoint, and comes back', async () => {
    printSchedule(
      'worker kills',
      workerKills.map(({ at, platform }) => `${platform} ${at}`),
    );
    rounds.push(...(await playWorkerKills(stack, `chaos-${process.pid}`)));
    expect(rounds.map((round) => round.told?.said)).toEqual(rounds.map(() => 'applied'));
    expect(await world.verdict()).toEqual([]);
  });

  describe('with one worker that lives on', () => {
    beforeAll(async () => {
      await stack.start('worker/main.ts', { TEMPORAL_TASK_QUEUE: queue });
    });

    it.each(['Temporal', 'Postgres', 'Temporal', 'Postgres'] as const)(
      '%s is killed with -9 and comes back',
      async (server) => {
        printSchedule('servers', [`${server} SIGKILL, away for 2 s`]);
        const played = await playServerKill(world, stack, queue, server);
        rounds.push(...played);
        expect(played.map((round) => round.told?.said)).toEqual(played.map(() => 'applied'));
        expect(await world.verdict()).toEqual([]);
      },
    );
  });
});
