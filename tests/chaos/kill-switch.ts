import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { withTenant } from '../../db/connect.ts';
import { openPause, resumePause } from '../../db/queries/pauses.ts';
import { moneyKinds, platforms } from './money-kinds.ts';
import { inParallel, type Round } from './rounds.ts';
import type { ChaosWorld } from './world.ts';

const actor = { user_id: randomUUID(), email: 'oncall@example.com' };

/** What a flip of the switch was worth: writes that the platforms applied after it, in seconds after it. */
export type Flip = {
  readonly waiting: number;
  readonly applied_before: number;
  readonly latest_seconds: number;
  readonly rounds: readonly Round[];
};

/**
 * So many approved writes wait on all platforms and are worked off by eight slots; in the middle the switch of the whole
 * tenant is flipped over another connection. Then it is released, and what was stopped goes through. Times are the
 * platforms' own: those of the sandbox's ledger.
 */
export async function playKillSwitch(world: ChaosWorld, queued: number): Promise<Flip> {
  const jobs = await Promise.all(
    Array.from({ length: queued }, (_none, index) =>
      world.prepare(platforms[index % platforms.length] ?? 'meta_ads', moneyKinds.set_daily_budget),
    ),
  );
  const begun = (await world.facts()).ledger.length;
  const working = inParallel(jobs, 8, async (job) => void (await world.settle(job)));
  while ((await world.facts()).ledger.length < begun + 10) await pause(5);
  const elsewhere = <Result>(work: Parameters<typeof withTenant<Result>>[2]) =>
    withTenant(world.stage.database.owner, world.stage.tenant.tenant_id, work);
  const { pause: stop } = await elsewhere((tx) =>
    openPause(tx, { scope: 'tenant', scope_id: '', reason: 'Stop', actor }),
  );
  const flipped_at = Date.now();
  await working;
  const lines = (await world.facts()).ledger.slice(begun);
  const after = lines.map((line) => (Date.parse(line.at) - flipped_at) / 1000).filter((seconds) => seconds > 0);
  const stopped = jobs.filter(({ request }) => world.told.get(request.origin.execution_id)?.said === 'refused');
  const rounds: Round[] = stopped.map(({ platform, request }) => ({
    ...{ scenario: 'kill switch, stopped', platform, told: world.told.get(request.origin.execution_id) ?? null },
    seconds: null,
  }));
  await elsewhere((tx) => resumePause(tx, { pause_id: stop.pause_id, actor }));
  await inParallel(stopped, 8, async (job) => {
    const released = performance.now();
    const told = await world.settle(job);
    const seconds = (performance.now() - released) / 1000;
    rounds.push({ scenario: 'kill switch, released', platform: job.platform, told, seconds });
  });
  return { waiting: stopped.length, applied_before: lines.length, latest_seconds: Math.max(0, ...after), rounds };
}
