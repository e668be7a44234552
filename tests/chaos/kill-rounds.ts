import { type FailpointName, failpointNames } from '../../activities/ad-platforms/write/failpoints.ts';
import type { Platform } from '../../contracts/ad-platform.ts';
import { type MoneyKindName, moneyKindNames, moneyKinds } from './money-kinds.ts';
import { inParallel, type Round, shuffled } from './rounds.ts';
import type { ChaosWorld } from './world.ts';
import type { Writers } from './writers.ts';

/** One kill: where, of what, on which platform. */
export type KillPlan = { readonly platform: Platform; readonly kind: MoneyKindName; readonly at: FailpointName };

/** Every failpoint of every kind of money action on every platform that has it. */
export const everyKill: readonly KillPlan[] = moneyKindNames.flatMap((kind) =>
  moneyKinds[kind].platforms.flatMap((platform) => failpointNames.map((at) => ({ platform, kind, at }))),
);

/** So many of them in an order of the seed; from the beginning again when there are more rounds than combinations. */
export function killSchedule(rounds: number, random: () => number): readonly KillPlan[] {
  const plans: KillPlan[] = [];
  while (plans.length < rounds) plans.push(...shuffled(everyKill, random));
  return plans.slice(0, rounds);
}

/**
 * Plays kills: a process with the real handlers applies an approved change and is killed with -9 at the failpoint; another
 * process, this one, takes the same call over and brings it to its end. Throws when a process was not killed.
 */
export async function playKills(
  world: ChaosWorld,
  writers: Writers,
  plans: readonly KillPlan[],
  slots: number,
): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  await inParallel(plans, slots, async ({ platform, kind, at }) => {
    const job = await world.prepare(platform, moneyKinds[kind]);
    const doomed = await writers.start(job, { MBI_FAILPOINT: `${at}:1` });
    if ((await doomed.exited) !== 1) throw new Error(`${kind} on ${platform} was not killed at ${at}.`);
    const killed = performance.now();
    const told = await world.settle(job);
    rounds.push({ scenario: 'kill -9 of the writer', platform, told, seconds: (performance.now() - killed) / 1000 });
  });
  return rounds;
}
