import type { Platform } from '../../contracts/ad-platform.ts';
import { type MoneyKindName, moneyKindNames, moneyKinds, platforms } from './money-kinds.ts';
import { inParallel, type Round, shuffled } from './rounds.ts';
import type { ChaosWorld } from './world.ts';

/** How an answer can be lost: applied and cut off, applied and called an error, or taken and never answered. */
export const lostAnswers = ['apply_then_drop', 'apply_then_500', 'black_hole'] as const;

/** One lost answer. */
export type LostPlan = {
  readonly platform: Platform;
  readonly kind: MoneyKindName;
  readonly fault: (typeof lostAnswers)[number];
};

const everyLoss: readonly LostPlan[] = platforms.flatMap((platform) =>
  moneyKindNames
    .filter((kind) => moneyKinds[kind].platforms.some((each) => each === platform))
    .flatMap((kind) => lostAnswers.map((fault) => ({ platform, kind, fault }))),
);

/** So many lost answers in an order of the seed, spread over platforms, kinds and ways. */
export function lossSchedule(rounds: number, random: () => number): readonly LostPlan[] {
  const plans: LostPlan[] = [];
  while (plans.length < rounds) plans.push(...shuffled(everyLoss, random));
  return plans.slice(0, rounds);
}

/** Plays lost answers: the platform does what the fault says to the next write of the campaign's, and the change is settled. */
export async function playLosses(
  world: ChaosWorld,
  plans: readonly LostPlan[],
  slots: number,
): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  await inParallel(plans, slots, async ({ platform, kind, fault }) => {
    const job = await world.prepare(platform, moneyKinds[kind]);
    const [change] = job.request.change_set.changes;
    const match = { entity_id: change?.entity_id, access: 'write' };
    await world.stage.sandbox.fault({ kind: fault, times: 1, match });
    const struck = performance.now();
    const told = await world.settle(job);
    rounds.push({ scenario: `answer lost: ${fault}`, platform, told, seconds: (performance.now() - struck) / 1000 });
  });
  return rounds;
}
