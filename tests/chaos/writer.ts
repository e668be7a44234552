import { readFileSync } from 'node:fs';
import type { OpenAdapter } from '../../activities/ad-platforms/define-platform.ts';
import { createAdPlatformHandlers } from '../../activities/ad-platforms/handlers.ts';
import { type AdapterOpeners, prepareAdapters } from '../../activities/ad-platforms/platforms.action.ts';
import { createFailpoint, type Failpoint } from '../../activities/ad-platforms/write/failpoints.ts';
import { actionId } from '../../contracts/action.ts';
import { credentialsConfig, databaseConfig, languageModelConfig } from '../../contracts/config/index.ts';
import { readConfig } from '../../contracts/config/read-config.ts';
import { connectDatabase } from '../../db/connect.ts';
import { jobFileSchema } from './job-file.ts';
import { untilTold } from './settle.ts';

/**
 * A process that does nothing but apply one approved change with the real handlers, and that dies or freezes at a moment
 * that it is told: `MBI_FAILPOINT` kills it with -9, `CHAOS_FREEZE` stops it with SIGSTOP (`in_hand`: the last question
 * to the database is answered; `at_the_socket`: the adapter has handed its request to `fetch`). Exit code 0 when it came to an end.
 */
const job = jobFileSchema.parse(JSON.parse(readFileSync(process.env.CHAOS_JOB ?? '', 'utf8')));
const config = readConfig(
  databaseConfig.extend(credentialsConfig.shape).extend(languageModelConfig.shape),
  process.env,
);
const freezeAt = process.env.CHAOS_FREEZE ?? '';
const database = connectDatabase(config.DATABASE_URL, { max: 2 });
let writing = false;

function freeze(at: string): void {
  if (at === freezeAt) process.kill(process.pid, 'SIGSTOP');
}

/** Reads of some platforms are POSTs too: only what leaves after `before_socket_write` is the write. */
function createGate(): Failpoint {
  let kill: Failpoint | null = process.env.MBI_FAILPOINT?.startsWith('after_socket_write')
    ? null
    : createFailpoint(process.env);
  return (name) => {
    if (name === 'before_socket_write') {
      writing = true;
      kill ??= createFailpoint(process.env);
    }
    freeze(name);
    return kill?.(name);
  };
}

/** Adapters that freeze with the write in hand: everything is asked, and nothing of it has left. */
function slowHanded(): AdapterOpeners {
  const openers = [...prepareAdapters(process.env)].map(([platform, open]) => {
    const opener: OpenAdapter = async (account) => {
      const adapter = await open(account);
      return {
        ...adapter,
        write: (request) => {
          freeze('in_hand');
          return adapter.write(request);
        },
      };
    };
    return [platform, opener] as const;
  });
  return new Map(openers);
}

const log = { info: () => undefined, warn: () => undefined };
const handlers = createAdPlatformHandlers({
  ...{ database, config, log, failpoint: createGate(), adapters: slowHanded() },
  clock: { now: () => new Date() },
  fetch: (input, init) => {
    if (writing) freeze('at_the_socket');
    return fetch(input, init);
  },
});
const handler = handlers.find((each) => actionId(each.definition) === `AdPlatformAgent.${job.action}`);
if (handler === undefined) throw new Error(`There is no handler for ${job.action}.`);
process.on('disconnect', () => process.exit(0));
process.stdout.write(`${JSON.stringify({ ready: true, port: 0 })}\n`);
const context = { origin: job.request.origin, signal: new AbortController().signal, heartbeat: () => undefined, log };
const told = await untilTold(() => handler.call(job.request, context));
process.stdout.write(`${JSON.stringify({ told })}\n`);
await database.close();
process.exit(0);
