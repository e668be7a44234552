import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inject } from 'vitest';
import { z } from 'zod';
import { readPostmaster } from '../../start/postgres/postmaster-file.ts';
import { startPostgres } from '../../start/postgres/server.ts';
import { startTemporal } from '../../start/temporal/server.ts';
import type { FullStack, Run } from './full-stack.ts';
import { platforms } from './money-kinds.ts';
import type { Round } from './rounds.ts';
import type { ChaosWorld } from './world.ts';

/** How long a server stays away. */
const awayMilliseconds = 2_000;

/** Kills the run's Temporal server with -9 and starts it again on the same file and port. */
export async function restartTemporal(): Promise<void> {
  const { temporal } = inject('chaos_servers');
  const record: unknown = JSON.parse(readFileSync(join(temporal.state_folder, 'temporal.json'), 'utf8'));
  process.kill(z.object({ pid: z.int() }).parse(record).pid, 'SIGKILL');
  await pause(awayMilliseconds);
  await startTemporal(temporal);
}

/** Kills the run's postmaster with -9, while transactions are open, and starts it again on the same data and port. */
export async function restartPostgres(): Promise<void> {
  const { postgres } = inject('chaos_servers');
  const running = readPostmaster(postgres.data_folder);
  if (running === null) throw new Error('There is no Postgres to kill.');
  process.kill(running.pid, 'SIGKILL');
  await pause(awayMilliseconds);
  await startPostgres(postgres);
}

/**
 * Runs in every phase of their lives (one not yet approved, one just approved on each platform) while a server dies and
 * comes back. The time counts from its being back.
 */
export async function playServerKill(
  world: ChaosWorld,
  stack: FullStack,
  queue: string,
  server: 'Temporal' | 'Postgres',
): Promise<readonly Round[]> {
  const early = await Promise.all(platforms.map((platform) => stack.startRun(platform, queue)));
  const late = await Promise.all(platforms.map((platform) => stack.startRun(platform, queue)));
  await Promise.all(early.map(stack.approve));
  await (server === 'Temporal' ? restartTemporal() : restartPostgres());
  const back = performance.now();
  await untilQueried(world);
  await Promise.all(late.map(stack.approve));
  const scenario = `${server} killed with -9 and back`;
  return Promise.all(
    [...early, ...late].map(async (run: Run): Promise<Round> => {
      const status = await stack.finish(run);
      const seconds = (performance.now() - back) / 1000;
      const said = status === 'completed' ? 'applied' : 'refused';
      return { scenario, platform: run.platform, told: { said, code: null }, seconds };
    }),
  );
}

/** Our own pool finds the database again by itself. */
async function untilQueried(world: ChaosWorld): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await world.stage.database.app.sql`select 1`;
      return;
    } catch (error) {
      if (tries === 100) throw error;
      await pause(100);
    }
  }
}
