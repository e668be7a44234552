import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { actionCatalog } from '../activities/catalog.action.ts';
import { connectDatabase } from '../db/connect.ts';
import { createPayloadCodec } from '../db/payloads/payload-codec.ts';
import { createLedgerExposition } from '../db/queries/ledger-exposition.ts';
import { createApp } from './app.ts';
import { createAccessTokens } from './auth/access-tokens.ts';
import type { readApiConfig } from './config.ts';
import type { ApiDependencies } from './dependencies.ts';
import { createEventHub } from './events/event-hub.ts';
import { createApiMetrics } from './health/metrics.ts';
import { createRateLimits } from './limits/rate-limits.ts';
import { createOutboxRelay } from './outbox/relay.ts';
import { createCompilerProcess } from './playbooks/compiler-process/compiler-process.ts';
import { wakeSnoozes } from './snoozes/wake-snoozes.ts';
import { settleWrites } from './sweeps/settle-writes.ts';
import { startSweep } from './sweeps/start-sweep.ts';
import { createTemporalGateway, type TemporalGateway } from './temporal/gateway.ts';
import { createScheduleGateway } from './temporal/schedules.ts';
import { watchSchedules } from './triggers/sweep-schedules.ts';

/** A serving API. */
export type RunningApi = { readonly port: number; readonly close: () => Promise<void> };

/**
 * Builds every part of the API process and listens. `given` is another gateway, which tests use to break it.
 * `close` lets running requests end (streams are cut), stops the relay, then closes the connections.
 */
export async function startApi(
  config: ReturnType<typeof readApiConfig>,
  log: Logger,
  given?: TemporalGateway,
): Promise<RunningApi> {
  const now = () => new Date();
  const database = connectDatabase(config.database.url, { max: 20, authority: config.database.authority });
  const payloadCodecs = [createPayloadCodec(database, config.payload_keys)];
  const temporal = given ?? createTemporalGateway(config.temporal, payloadCodecs);
  const metrics = createApiMetrics(createLedgerExposition(database, now));
  const schedules = createScheduleGateway(config.temporal, payloadCodecs);
  const { task_queue } = config.temporal;
  const relay = createOutboxRelay({ database, temporal, schedules, task_queue, metrics, log });
  const events = createEventHub(database, log);
  const deps: ApiDependencies = {
    ...{ database, temporal, relay, events, log, now },
    tokens: createAccessTokens(config.jwt_secret, now),
    limits: createRateLimits(config.rate_limit),
    actions: actionCatalog,
    compiler: createCompilerProcess(),
    settings: config.settings,
  };
  const server = createServer(createApp(deps, metrics));
  server.headersTimeout = 10_000;
  server.requestTimeout = 120_000;
  relay.start();
  const sweeping = watchSchedules({ database, schedules, task_queue, now }, log);
  const work = async () => void (await wakeSnoozes(database, now()));
  const waking = startSweep({ name: 'snoozes', every_seconds: 30, work }, log);
  const settle = async () => void (await settleWrites(database));
  const settling = startSweep({ name: 'abandoned writes', every_seconds: 60, work: settle }, log);
  const port = await listen(server, config);
  return {
    port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 1_000).unref();
      await Promise.all([relay.stop(), sweeping.stop(), waking.stop(), settling.stop()]);
      await closed;
      await events.close();
      await Promise.all([database.close(), temporal.close(), schedules.close(), deps.compiler.close()]);
    },
  };
}

function listen(server: Server, config: { readonly host: string; readonly port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, () => {
      server.off('error', reject);
      resolve(portOf(server.address(), config.port));
    });
  });
}

function portOf(address: string | AddressInfo | null, otherwise: number): number {
  return typeof address === 'object' && address !== null ? address.port : otherwise;
}
