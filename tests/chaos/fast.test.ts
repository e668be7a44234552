import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failpointNames } from '../../activities/ad-platforms/write/failpoints.ts';
import { type KillPlan, playKills } from './kill-rounds.ts';
import { lostAnswers, playLosses } from './lost-answers.ts';
import { moneyKindNames, moneyKinds, platforms } from './money-kinds.ts';
import { linkStates, playPartition } from './partitions.ts';
import { type ChaosWorld, openChaosWorld } from './world.ts';
import { createWriters, type Writers } from './writers.ts';
import { playZombie } from './zombie.ts';

let world: ChaosWorld;
let writers: Writers;
beforeAll(async () => {
  world = await openChaosWorld();
  writers = createWriters(world);
});
afterAll(async () => {
  await writers.close();
  await world.close();
});

/** Every failpoint once, the platforms and kinds taking turns. */
const kills = failpointNames.flatMap((at, index): readonly KillPlan[] => {
  const kind = moneyKindNames[index % moneyKindNames.length];
  const offered = kind === undefined ? [] : moneyKinds[kind].platforms;
  const platform = offered[index % offered.length];
  return kind === undefined || platform === undefined ? [] : [{ at, kind, platform }];
});
const applied = { said: 'applied', code: null };

describe('every law holds', () => {
  it('when a writer is killed with -9 at each failpoint, and another takes over', async () => {
    const rounds = await playKills(world, writers, kills, 2);
    expect(rounds.map((round) => round.told)).toEqual(failpointNames.map(() => applied));
    expect(await world.verdict()).toEqual([]);
  });

  it('when answers are lost on every platform', async () => {
    const plans = platforms.flatMap((platform) =>
      lostAnswers.map((fault) => ({ platform, fault, kind: 'set_bid' as const })),
    );
    const rounds = await playLosses(world, plans, plans.length);
    expect(rounds.map((round) => round.told)).toEqual(plans.map(() => applied));
    expect(await world.verdict()).toEqual([]);
  });

  it('when a writer is frozen with the write in hand, is given up, and wakes again', async () => {
    const { arrived, zombie_exit } = await playZombie(world, writers, 'meta_ads', 'in_hand');
    expect(arrived).toHaveLength(1);
    expect(zombie_exit).toBe(0);
    expect(await world.verdict()).toEqual([]);
  });

  it.each(linkStates)('when the links of a writer are spoiled (%s) just after it armed', async (state) => {
    const rounds = await Promise.all([
      playPartition(world, 'google_ads', 'worker|sandbox', state),
      playPartition(world, 'tiktok_ads', 'worker|postgres', state),
    ]);
    expect(rounds.map((round) => round.told)).toEqual([applied, applied]);
    expect(await world.verdict()).toEqual([]);
  });
});
