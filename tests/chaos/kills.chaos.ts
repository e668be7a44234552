import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killSchedule, playKills } from './kill-rounds.ts';
import { lossSchedule, playLosses } from './lost-answers.ts';
import { handIn, type Round } from './rounds.ts';
import { printSchedule, randomOf, runSettings } from './run-settings.ts';
import { type ChaosWorld, openChaosWorld } from './world.ts';
import { createWriters, type Writers } from './writers.ts';

/** Activity level: the real handlers in processes of their own, the real database and sandbox; no Temporal in between. */
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
  it('kills at every failpoint of every money action kind', async () => {
    const plans = killSchedule(runSettings.rounds, randomOf('kills'));
    printSchedule(
      'kills',
      plans.map(({ platform, at }) => `${platform} ${at}`),
    );
    rounds.push(...(await playKills(world, writers, plans, 3)));
    expect(await world.verdict()).toEqual([]);
  });

  it('lost answers of every money action kind', async () => {
    const plans = lossSchedule(Math.ceil(1.5 * runSettings.rounds), randomOf('losses'));
    printSchedule(
      'lost answers',
      plans.map(({ platform, fault }) => `${platform} ${fault}`),
    );
    rounds.push(...(await playLosses(world, plans, 12)));
    expect(await world.verdict()).toEqual([]);
  });
});
