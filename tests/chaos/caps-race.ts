import { randomUUID } from 'node:crypto';
import { setCap } from '../../db/queries/money-caps.ts';
import type { CapFact } from './checkers/facts.ts';
import { moneyKinds, platforms } from './money-kinds.ts';
import type { Round } from './rounds.ts';
import type { ChaosWorld } from './world.ts';

const actor = { user_id: randomUUID(), email: 'caps@example.com' };

/** Sets a cap in the product, and for the checkers. Amounts in minor units of the tenant's currency. */
export async function setCapFor(world: ChaosWorld, cap: CapFact): Promise<void> {
  await world.stage.inTenant((tx) =>
    setCap(tx, { ...cap, window_hours: 24, currency: 'USD', reason: 'A chaos run', actor }),
  );
  world.caps.push(cap);
}

/**
 * So many approved raises at once, from several processes' worth of handlers, each within the caps and all together far
 * over them. Answers are lost here and there, so that what is reserved and not settled counts too.
 */
export async function playCapRace(world: ChaosWorld, count: number): Promise<readonly Round[]> {
  const jobs = await Promise.all(
    Array.from({ length: count }, (_none, index) =>
      world.prepare(platforms[index % platforms.length] ?? 'meta_ads', moneyKinds.set_daily_budget),
    ),
  );
  const struck = jobs.filter((_job, index) => index % 5 === 0);
  for (const { request } of struck) {
    const match = { entity_id: request.change_set.changes[0]?.entity_id, access: 'write' };
    await world.stage.sandbox.fault({ kind: 'apply_then_drop', times: 1, match });
  }
  const handlers = [world.newHandlers(), world.newHandlers(), world.newHandlers()];
  return Promise.all(
    jobs.map(async (job, index) => {
      const begun = performance.now();
      const told = await world.settle(job, handlers[index % handlers.length]);
      const seconds = (performance.now() - begun) / 1000;
      return { scenario: `${count} at once over the caps`, platform: job.platform, told, seconds };
    }),
  );
}
