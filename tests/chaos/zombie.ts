import { setTimeout as pause } from 'node:timers/promises';
import type { Platform } from '../../contracts/ad-platform.ts';
import { moneyKinds } from './money-kinds.ts';
import type { Round } from './rounds.ts';
import type { ChaosWorld } from './world.ts';
import { untilFrozen, type Writers } from './writers.ts';

/**
 * Where a worker can freeze while it holds the right to write: armed, before its last question to the database, and
 * `in_hand`: after that question, before the first byte to the platform.
 */
export const freezePoints = ['after_arm', 'before_socket_write', 'in_hand'] as const;
/** Where a worker freezes. */
export type FreezePoint = (typeof freezePoints)[number];

/** After a write has been given up (2 s), a lease (1 s) and a lag (0.3 s) another worker may send again: frozen until then. */
const longestExitSeconds = 30;

/**
 * A process is stopped with SIGSTOP while it holds an armed write; another one waits out the lease, settles the change and
 * ends it; then the first is woken with SIGCONT and does what it was about to do. Gives what both said.
 */
export async function playZombie(world: ChaosWorld, writers: Writers, platform: Platform, at: FreezePoint) {
  const job = await world.prepare(platform, moneyKinds.set_daily_budget);
  const zombie = await writers.start(job, { CHAOS_FREEZE: at });
  if (!(await untilFrozen(zombie.pid))) throw new Error(`The process was not frozen at ${at}.`);
  const frozen = performance.now();
  const told = await world.settle(job);
  const seconds = (performance.now() - frozen) / 1000;
  process.kill(zombie.pid, 'SIGCONT');
  const late = new AbortController();
  const exit = await Promise.race([
    zombie.exited,
    pause(1000 * longestExitSeconds, null, { signal: late.signal, ref: false }),
  ]);
  late.abort();
  const round: Round = { scenario: `SIGSTOP ${at}, then SIGCONT`, platform, told, seconds };
  const [change] = job.request.change_set.changes;
  return { round, zombie_exit: exit, arrived: await world.stage.sandbox.ledgerOf(change?.entity_id ?? '') };
}
