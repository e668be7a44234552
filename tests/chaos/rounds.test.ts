import { describe, expect, it } from 'vitest';
import { failpointNames } from '../../activities/ad-platforms/write/failpoints.ts';
import { everyKill, killSchedule } from './kill-rounds.ts';
import { lossSchedule } from './lost-answers.ts';
import { moneyKindNames, platforms } from './money-kinds.ts';
import { createRandom } from './rounds.ts';

describe('a schedule', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(killSchedule(50, createRandom(7))).toEqual(killSchedule(50, createRandom(7)));
    expect(killSchedule(50, createRandom(7))).not.toEqual(killSchedule(50, createRandom(8)));
  });

  it('as long as all combinations, holds every failpoint of every kind on every platform that has it', () => {
    const plans = killSchedule(everyKill.length, createRandom(7)).map((plan) => JSON.stringify(plan));
    expect(new Set(plans).size).toBe(everyKill.length);
    expect(everyKill).toHaveLength(failpointNames.length * (moneyKindNames.length * platforms.length - 1));
  });

  it('of lost answers holds every platform, and goes on after its last combination', () => {
    const plans = lossSchedule(200, createRandom(7));
    expect(plans).toHaveLength(200);
    expect(new Set(plans.map((plan) => plan.platform)).size).toBe(platforms.length);
  });
});
