import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import pino from 'pino';
import { platformConfigGroups, prepareAdapters } from '../activities/ad-platforms/platforms.action.ts';
import { createFailpoint } from '../activities/ad-platforms/write/failpoints.ts';
import { createCollectorCounts } from '../activities/agents/context/collector/counts.ts';
import { createAllHandlers } from '../activities/handlers.ts';
import { createReadModel } from '../activities/journal/read-model.ts';
import { createKnowledge } from '../activities/knowledge/create-knowledge.ts';
import { chooseEmbedders } from '../activities/knowledge/embedding/choose-embedder.ts';
import { createChannels } from '../activities/notifications/channels.ts';
import { configGroups } from '../contracts/config/index.ts';
import { openEnvironment } from '../contracts/config/secret-files.ts';
import { temporalConnectionOf } from '../contracts/config/temporal.ts';
import { isProduction, requireEncryption } from '../contracts/config/transport.ts';
import { createErrorTracking } from '../contracts/error-tracking/create-error-tracking.ts';
import { logLines } from '../contracts/log-lines.ts';
import { productVersion } from '../contracts/product.ts';
import { connectDatabase } from '../db/connect.ts';
import { createLedgerExposition } from '../db/queries/ledger-exposition.ts';
import { buildWorker } from './build-worker.ts';
import { obtainBundle } from './bundle.ts';
import { readWorkerConfig } from './config.ts';
import { dataConverterOf } from './data-converter.ts';
import { createEventLocator } from './locate-event.ts';
import { serveMetrics } from './metrics-server.ts';
import { watchClosures } from './project-closures.ts';
import { registerSearchAttributes } from './register-search-attributes.ts';
import { createHistoryReplayer } from './replay-apart/replay-history.ts';
import { createReplayProcess } from './replay-apart/replay-process.ts';

/**
 * The worker process: everything is put together here. Prints one line of JSON when it polls, and stops within three
 * seconds on SIGTERM, SIGINT or when its parent goes away; running activities are then told to stop.
 */
const groups = { ...configGroups, ...platformConfigGroups() };
const environment = openEnvironment(process.env, groups, { readFileSync, statSync });
const plain_text = requireEncryption(environment, groups);
const config = readWorkerConfig(environment);
const errors = createErrorTracking(config.ERROR_TRACKING_DSN, {
  ...{ release: `mbi@${productVersion}`, environment: config.MBI_ENVIRONMENT },
  ...{ fetch, now: Date.now, newId: randomUUID },
});
const stderr = pino.destination(2);
const write = (line: string) => {
  stderr.write(line);
  errors?.take(line);
};
const log = pino({ ...logLines('worker'), level: config.MBI_LOG_LEVEL }, { write });

Runtime.install({
  shutdownSignals: [],
  logger: new DefaultLogger('WARN', ({ level, message, meta }) =>
    log.warn({ temporal: level, ...facts(meta) }, message),
  ),
});

if (plain_text.length > 0) log.warn({ settings: plain_text }, 'connections to public servers are not encrypted');
const payload_keys = config.MBI_PAYLOAD_KEY;
if (payload_keys === undefined && isProduction(environment))
  log.warn({}, 'MBI_PAYLOAD_KEY is not set: Temporal stores campaign data unencrypted');

const address = temporalConnectionOf(config);
const [bundle_path, connection, clientConnection] = await Promise.all([
  obtainBundle({ sealed_failures: payload_keys !== undefined }),
  NativeConnection.connect(address),
  Connection.connect(address),
]);
await registerSearchAttributes(clientConnection, config.TEMPORAL_NAMESPACE);

const database = connectDatabase(config.DATABASE_URL, { max: 20, authority: config.DATABASE_CA });
const failpoint = createFailpoint(process.env);
const channels = createChannels(config, { fetch });
const clock = { now: () => new Date() };
const adapters = prepareAdapters(environment);
const knowledge = createKnowledge({
  ...{ database, log, folder: resolve(config.MBI_KNOWLEDGE_FOLDER) },
  embedders: chooseEmbedders(config, fetch),
});
const collecting = createCollectorCounts();
const task_queue = config.TEMPORAL_TASK_QUEUE;
const namespace = config.TEMPORAL_NAMESPACE;
const client = new Client({
  connection: clientConnection,
  namespace,
  dataConverter: dataConverterOf(database, payload_keys),
});
const handlers = createAllHandlers({
  database,
  config,
  collectors: config,
  adapters,
  fetch,
  clock,
  log,
  failpoint,
  channels,
  knowledge,
  metrics: collecting,
  replayHistory: createHistoryReplayer({ client, bundle_path, replay: createReplayProcess() }),
});
const { worker, drain } = await buildWorker({
  connection,
  namespace,
  task_queue,
  bundle_path,
  payload_keys,
  database,
  handlers,
  channels,
  log,
  locate: createEventLocator(client, namespace),
});
const closures = watchClosures({ client, database, readModel: createReadModel({ database, log }), task_queue, log });
const { MBI_METRICS_HOST: host, MBI_METRICS_PORT: port } = config;
const agentMetrics = createLedgerExposition(database, clock.now, collecting.figures);
const metrics = port === undefined ? null : await serveMetrics({ host, port }, agentMetrics);

const running = worker.run();
let stopping = false;
const stop = () => {
  if (stopping) return;
  stopping = true;
  worker.shutdown();
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
if (process.send !== undefined) process.on('disconnect', stop);
process.stdout.write(`${JSON.stringify({ ready: true, port: 0 })}\n`);

try {
  await running;
} finally {
  await metrics?.close();
  await closures.stop();
  await drain();
  await knowledge.close();
  await database.close();
  await Promise.all([connection.close(), clientConnection.close(), errors?.flush(500)]);
  // An open channel to the parent would keep the process alive.
  if (process.connected) process.disconnect();
}

/** Only facts that are known to hold no payload reach the log. */
function facts(meta: object | undefined): object {
  const known = ['workflowId', 'workflowType', 'activityType', 'attempt', 'taskQueue', 'sdkComponent'];
  return Object.fromEntries(Object.entries(meta ?? {}).filter(([name]) => known.includes(name)));
}
