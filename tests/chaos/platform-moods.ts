import { setTimeout as pause } from 'node:timers/promises';
import type { Platform } from '../../contracts/ad-platform.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import type { FullStack } from './full-stack.ts';
import { moneyKinds } from './money-kinds.ts';
import type { Round } from './rounds.ts';
import type { ChaosWorld, Job } from './world.ts';

/** A breaker probes after ten seconds. */
const longestOutageMilliseconds = 40_000;
const entityOf = ({ request }: Job) => request.change_set.changes[0]?.entity_id ?? '';

/** A person sets the field to something else between the plan and the write: refused as drift, and never overwritten. */
export async function playHumanEdit(world: ChaosWorld, platform: Platform): Promise<Round> {
  const job = await world.prepare(platform, moneyKinds.set_daily_budget);
  await world.stage.sandbox.personEdits(entityOf(job), 'daily_budget', 44_000);
  const told = await world.settle(job);
  return { scenario: 'a person edits after the plan', platform, told, seconds: null };
}

/**
 * The platform throttles the first write and says how long to wait. Gives how long after that answer the next request of
 * any kind about the campaign left, and what the error told Temporal to wait.
 */
export async function playThrottle(world: ChaosWorld, platform: Platform, wait_seconds: number) {
  const job = await world.prepare(platform, moneyKinds.set_daily_budget);
  const match = { entity_id: entityOf(job), access: 'write' };
  await world.stage.sandbox.fault({ kind: 'throttle', times: 1, wait_seconds, match });
  const handlers = world.newHandlers();
  const error = await world.stage.apply(job.action, job.request, handlers).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  const told_to_wait = error instanceof CodedError ? error.retryAfterSeconds : null;
  const code = error instanceof CodedError ? error.code : null;
  const round: Round = {
    ...{ scenario: 'throttled with a wait', platform, seconds: null },
    told: await world.settle(job),
  };
  return { code, told_to_wait, round };
}

/** A platform that is down for all of an account: counts what was still sent to it while writes kept coming. */
export async function playOutage(world: ChaosWorld, platform: Platform, writes: number) {
  const jobs: Job[] = [];
  for (let made = 0; made < writes; made += 1) jobs.push(await world.prepare(platform, moneyKinds.set_daily_budget));
  const [first] = jobs;
  if (first === undefined) throw new Error('An outage needs writes.');
  let sent_while_down = 0;
  let down = true;
  const handlers = world.newHandlers({
    fetch: async (input, init) => {
      if (!down) return fetch(input, init);
      sent_while_down += 1;
      await world.stage.sandbox.fault({ kind: 'error_500_before', times: 1, match: {} });
      return fetch(input, init);
    },
  });
  const codes: string[] = [];
  for (const job of jobs) {
    const error: unknown = await world.stage.apply(job.action, job.request, handlers).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    codes.push(error instanceof CodedError ? `${error.code} ${error.details.cause ?? ''}`.trim() : 'none');
  }
  down = false;
  const healed = performance.now();
  const rounds: Round[] = [];
  for (const job of jobs) {
    // The same handlers: what they probe with is the breaker's own half-open call.
    let told = await world.settle(job, handlers);
    while (told?.said !== 'applied' && performance.now() - healed < longestOutageMilliseconds) {
      await pause(250);
      told = await world.settle(job, handlers);
    }
    const seconds = (performance.now() - healed) / 1000;
    rounds.push({ scenario: 'outage of the platform', platform, told, seconds });
  }
  return { sent: sent_while_down, codes, rounds };
}

/** The same with Temporal in charge of the waiting. The wait is counted by the platform's clock, from just before the refusal. */
export async function playTemporalThrottle(
  world: ChaosWorld,
  stack: FullStack,
  queue: string,
  platform: Platform,
  wait_seconds: number,
) {
  const run = await stack.startRun(platform, queue);
  const entity_id = run.input.entity?.id ?? '';
  const match = { entity_id, access: 'write' };
  await world.stage.sandbox.fault({ kind: 'throttle', times: 1, wait_seconds, match });
  const refused_at_the_earliest = Date.now();
  await stack.approve(run);
  const said = (await stack.finish(run)) === 'completed' ? ('applied' as const) : ('refused' as const);
  const [line] = await world.stage.sandbox.ledgerOf(entity_id);
  const waited_seconds = (Date.parse(line?.at ?? '') - refused_at_the_earliest) / 1000;
  const round: Round = {
    ...{ scenario: 'throttled with a wait (Temporal)', platform, told: { said, code: null } },
    seconds: waited_seconds,
  };
  return { waited_seconds, round };
}
