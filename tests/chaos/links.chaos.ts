import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FullStack, openFullStack } from './full-stack.ts';
import {
  type LinkedApi,
  playApiLink,
  playTemporalLink,
  readMeanwhile,
  startLinkedApi,
  startLinkedWorker,
} from './links.ts';
import { linkStates } from './partitions.ts';
import { playTemporalThrottle } from './platform-moods.ts';
import type { LinkProxy, LinkState } from './proxy.ts';
import { quantile } from './report.ts';
import { handIn, type Round } from './rounds.ts';
import { printSchedule } from './run-settings.ts';
import { restartTemporal } from './server-kills.ts';
import { type ChaosWorld, openChaosWorld } from './world.ts';

/** Full stack: the links of a worker to Temporal and of the API to Postgres, spoiled while work goes on. */
let world: ChaosWorld;
let stack: FullStack;
let temporalLink: LinkProxy;
let api: LinkedApi;
const rounds: Round[] = [];
const queue = `chaos-links-${process.pid}`;
beforeAll(async () => {
  world = await openChaosWorld();
  stack = await openFullStack(world);
  [temporalLink, api] = await Promise.all([startLinkedWorker(stack, queue), startLinkedApi(world, stack)]);
});
afterAll(async () => {
  handIn({ rounds, violations: await world.verdict() });
  await stack.close();
  await world.close();
  await Promise.all([temporalLink.stop(), api.proxy.stop()]);
});
const stateOf = (kind: (typeof linkStates)[number]): LinkState =>
  kind === 'delay' ? { kind, milliseconds: 150 } : { kind };

describe('full stack', () => {
  it.each(linkStates)('worker|temporal %s: approved runs end as if nothing had been', async (kind) => {
    printSchedule('links', [`worker|temporal ${kind} for 4 s`]);
    const played = await playTemporalLink(stack, queue, temporalLink, stateOf(kind));
    rounds.push(...played);
    expect(played.map((round) => round.told?.said)).toEqual(played.map(() => 'applied'));
    expect(await world.verdict()).toEqual([]);
  });

  it.each(linkStates)('api|postgres %s: what was acknowledged is there', async (kind) => {
    printSchedule('links', [`api|postgres ${kind} for 4 s`]);
    const { asked, acknowledged, lost, back_seconds } = await playApiLink(world, api, stateOf(kind));
    console.log(
      `api|postgres ${kind}: ${acknowledged} of ${asked} writes acknowledged, ${lost} of them lost, reads again ${back_seconds.toFixed(2)} s after the healing`,
    );
    expect(lost).toBe(0);
    expect(back_seconds).toBeLessThan(10);
  });

  it('reads of the API go on while Temporal is dead', async () => {
    printSchedule('links', ['Temporal SIGKILL, away for 2 s, under reads']);
    const { failed, seconds } = await readMeanwhile(api.oncall, restartTemporal());
    console.log(`reads without Temporal: ${seconds.length}, ${failed} failed, p95 ${quantile(seconds, 0.95)} s`);
    expect(failed).toBe(0);
  });

  it.each(['google_ads', 'meta_ads'] as const)(
    '%s throttles, and the write waits at least as long as it was told',
    async (platform) => {
      const { waited_seconds, round } = await playTemporalThrottle(world, stack, queue, platform, 4);
      console.log(
        `${platform} said 4 s, the write came ${waited_seconds.toFixed(2)} s after it was refused at the earliest`,
      );
      rounds.push(round);
      expect(waited_seconds).toBeGreaterThanOrEqual(4);
      expect(await world.verdict()).toEqual([]);
    },
  );
});
