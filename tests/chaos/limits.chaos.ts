import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playCapRace, setCapFor } from './caps-race.ts';
import { playKillSwitch } from './kill-switch.ts';
import { platforms } from './money-kinds.ts';
import { playHumanEdit, playOutage, playThrottle } from './platform-moods.ts';
import { playKilledPortfolio, playPartialFailure } from './portfolio.ts';
import { handIn, type Round } from './rounds.ts';
import { printSchedule } from './run-settings.ts';
import { type ChaosWorld, openChaosWorld } from './world.ts';
import { createWriters, type Writers } from './writers.ts';

/** Activity level: caps, the kill switch, sets, and platforms that refuse, throttle or are down. */
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
const kept = async () => expect(await world.verdict()).toEqual([]);

describe('activity level', () => {
  it('the kill switch, flipped while 100 writes wait: none is applied two seconds after it, none is lost', async () => {
    printSchedule('kill switch', ['100 writes, tenant paused in the middle']);
    const flip = await playKillSwitch(world, 100);
    console.log(
      `kill switch: ${flip.applied_before} applied, ${flip.waiting} stopped, the last ${flip.latest_seconds.toFixed(3)} s after the flip`,
    );
    rounds.push(...flip.rounds);
    expect(flip.waiting).toBeGreaterThan(10);
    expect(flip.latest_seconds).toBeLessThanOrEqual(2);
    await kept();
  });

  it('sets: killed in the middle, and with an item that fails', async () => {
    const points = ['after_arm', 'after_socket_write', 'after_response', 'after_receipt_commit'];
    printSchedule('sets', [...points.map((at) => `portfolio ${at}:2`), ...platforms.map((each) => `${each} refuses`)]);
    for (const at of points) rounds.push(await playKilledPortfolio(world, writers, at));
    for (const struck of platforms.keys()) rounds.push(await playPartialFailure(world, struck));
    await kept();
  });

  it('a person edits between the plan and the write: nothing is overwritten', async () => {
    for (const platform of platforms) {
      const round = await playHumanEdit(world, platform);
      expect(round.told).toEqual({ said: 'refused', code: 'PLATFORM_DRIFT' });
      rounds.push(round);
    }
    await kept();
  });

  it.each(platforms)('%s throttles: the wait that it names is the wait that is told', async (platform) => {
    const wait_seconds = 3;
    const { code, told_to_wait, round } = await playThrottle(world, platform, wait_seconds);
    console.log(`throttled by ${platform} for ${wait_seconds} s: ${code}, to be tried again after ${told_to_wait} s`);
    rounds.push(round);
    expect(code).toBe('PLATFORM_THROTTLED');
    // TikTok names no wait; there the retry policy alone decides.
    if (platform === 'tiktok_ads') expect(told_to_wait).toBeNull();
    else expect(told_to_wait).toBeGreaterThanOrEqual(wait_seconds);
    await kept();
  });

  it.each(platforms)(
    '%s is down: after ten failures at most nothing more is sent, until a probe finds it back',
    async (platform) => {
      const { sent, codes, rounds: played } = await playOutage(world, platform, 14);
      console.log(`outage of ${platform}: ${sent} calls sent for 14 writes, then ${codes.at(-1)}`);
      rounds.push(...played);
      expect(sent).toBeLessThanOrEqual(10);
      expect(played.map((round) => round.told?.said)).toEqual(played.map(() => 'applied'));
      await kept();
    },
  );

  it('40 at once, each within the caps and together over them: no prefix of the ledger is over', async () => {
    const spent = (await world.facts()).ledger.length;
    const fresh = await openChaosWorld();
    try {
      printSchedule('cap race', ['40 raises at once', `after ${spent} other lines`, '8 answers lost']);
      await setCapFor(fresh, { scope: 'tenant', scope_id: '', measure: 'exposure', limit_minor: 180_000 });
      await setCapFor(fresh, { scope: 'platform', scope_id: 'google_ads', measure: 'moved', limit_minor: 20_000 });
      const played = await playCapRace(fresh, 40);
      const applied = played.filter((round) => round.told?.said === 'applied').length;
      console.log(`cap race: ${applied} of 40 applied`);
      expect(applied).toBeGreaterThan(5);
      expect(applied).toBeLessThan(20);
      const violations = await fresh.verdict();
      handIn({ rounds: played, violations });
      expect(violations).toEqual([]);
    } finally {
      await fresh.close();
    }
  });
});
