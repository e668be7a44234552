import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { platforms } from './money-kinds.ts';
import { type Link, linkStates, playPartition } from './partitions.ts';
import { handIn, inParallel, type Round } from './rounds.ts';
import { printSchedule } from './run-settings.ts';
import { type ChaosWorld, openChaosWorld } from './world.ts';
import { createWriters, type Writers } from './writers.ts';
import { freezePoints, playZombie } from './zombie.ts';

/** Activity level: writers that are frozen past their right, and links that are spoiled under them. */
let world: ChaosWorld;
let writers: Writers;
const rounds: Round[] = [];
beforeAll(async () => {
  world = await openChaosWorld();
  writers = createWriters(world);
});
afterAll(async () => {
  handIn({ rounds, violations: await world.verdict() });
  await writers.close();
  await world.close();
});

describe('activity level', () => {
  it('zombies: stopped with the write in hand, given up, woken', async () => {
    const plans = freezePoints.flatMap((at) => platforms.map((platform) => ({ at, platform })));
    printSchedule(
      'zombies',
      plans.map(({ at, platform }) => `${platform} SIGSTOP ${at}`),
    );
    await inParallel(plans, 4, async ({ at, platform }) => {
      rounds.push((await playZombie(world, writers, platform, at)).round);
    });
    expect(await world.verdict()).toEqual([]);
  });

  it('partitions of the links of a writer', async () => {
    const links: readonly Link[] = ['worker|sandbox', 'worker|postgres'];
    const plans = links.flatMap((link) =>
      linkStates.flatMap((kind) => platforms.map((platform) => ({ link, kind, platform }))),
    );
    printSchedule(
      'partitions',
      plans.map(({ link, kind, platform }) => `${platform} ${link} ${kind}`),
    );
    await inParallel(plans, 4, async ({ link, kind, platform }) => {
      rounds.push(await playPartition(world, platform, link, kind));
    });
    expect(await world.verdict()).toEqual([]);
  });
});
