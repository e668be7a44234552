import { NativeConnection, Runtime } from '@temporalio/worker';
import { prepareAdapters } from '../../activities/ad-platforms/platforms.action.ts';
import { createAllHandlers } from '../../activities/handlers.ts';
import { connectDatabase } from '../../db/connect.ts';
import { buildWorker } from '../../worker/build-worker.ts';
import { obtainBundle } from '../../worker/bundle.ts';
import { readWorkerConfig } from '../../worker/config.ts';

/**
 * The worker that comes back: the product’s own worker, built once for each task queue named in CHAOS_QUEUES, in one process,
 * because starting a dozen processes would measure the machine and not the recovery. Ends when its parent goes away.
 */
const config = readWorkerConfig(process.env);
const queues = (process.env.CHAOS_QUEUES ?? '').split(',');
const log = { info: () => undefined, warn: () => undefined };

Runtime.install({ shutdownSignals: [] });
const [bundle_path, connection] = await Promise.all([
  obtainBundle(),
  NativeConnection.connect({ address: config.TEMPORAL_ADDRESS }),
]);
const database = connectDatabase(config.DATABASE_URL, { max: 20 });
const adapters = prepareAdapters(process.env);
const handlers = createAllHandlers({ database, config, adapters, fetch, clock: { now: () => new Date() }, log });
const parts = { connection, namespace: config.TEMPORAL_NAMESPACE, bundle_path, database, handlers, log };
const built = await Promise.all(queues.map((task_queue) => buildWorker({ ...parts, task_queue })));

process.on('disconnect', () => process.exit(0));
process.stdout.write(`${JSON.stringify({ ready: true, port: 0 })}\n`);
await Promise.all(built.map(({ worker }) => worker.run()));
