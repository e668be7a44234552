import { prepareAdapters, sandboxSettings } from '../../activities/ad-platforms/platforms.action.ts';
import type { Platform } from '../../contracts/ad-platform.ts';
import { connectDatabase } from '../../db/connect.ts';
import { moneyKinds, platformTimes } from './money-kinds.ts';
import { type LinkState, startProxy, targetOf } from './proxy.ts';
import type { Round } from './rounds.ts';
import type { ChaosWorld } from './world.ts';

/** A link of a writing process. */
export type Link = 'worker|sandbox' | 'worker|postgres';

/** How a link may be spoiled while a write is on its way. */
export const linkStates = ['delay', 'drop', 'black_hole', 'half_open'] as const;

const stateOf = (kind: (typeof linkStates)[number]): LinkState =>
  kind === 'delay' ? { kind, milliseconds: 150 } : { kind };
/** Longer than a write is waited for. */
const spoiledForMilliseconds = 2_500;

/**
 * A write whose link is spoiled the moment after it was armed, and healed later: the change must be settled all the same.
 * The time counts from the healing.
 */
export async function playPartition(
  world: ChaosWorld,
  platform: Platform,
  link: Link,
  kind: (typeof linkStates)[number],
): Promise<Round> {
  const job = await world.prepare(platform, moneyKinds.set_daily_budget);
  const { app_url } = world.stage.database;
  const proxy = await startProxy(targetOf(link === 'worker|sandbox' ? world.sandbox_url : app_url));
  const through = (name: Link, url: string) => (name === link ? proxy.through(url) : url);
  const database = connectDatabase(through('worker|postgres', app_url), { max: 4 });
  const settings = { ...world.environment, ...sandboxSettings(through('worker|sandbox', world.sandbox_url)) };
  let healed_at = 0;
  let timer: NodeJS.Timeout | null = null;
  const spoil = () => {
    if (timer !== null) return;
    proxy.become(stateOf(kind));
    timer = setTimeout(() => {
      proxy.heal();
      healed_at = performance.now();
    }, spoiledForMilliseconds);
  };
  const handlers = world.stage.handlersWith({
    database,
    adapters: prepareAdapters({ ...settings, ...platformTimes }),
    failpoint: (name) => (name === 'after_arm' ? spoil() : undefined),
  });
  try {
    const told = await world.settle(job, handlers);
    const seconds = Math.max(0, (performance.now() - (healed_at === 0 ? performance.now() : healed_at)) / 1000);
    return { scenario: `${link} ${kind}`, platform, told, seconds };
  } finally {
    if (timer !== null) clearTimeout(timer);
    proxy.heal();
    await database.close();
    await proxy.stop();
  }
}
