import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import pino from 'pino';
import { configGroups } from '../contracts/config/index.ts';
import { openEnvironment } from '../contracts/config/secret-files.ts';
import { requireEncryption } from '../contracts/config/transport.ts';
import { createErrorTracking } from '../contracts/error-tracking/create-error-tracking.ts';
import { logLines } from '../contracts/log-lines.ts';
import { productVersion } from '../contracts/product.ts';
import { readApiConfig } from './config.ts';
import { startApi } from './create-server.ts';

const given = openEnvironment(process.env, configGroups, { readFileSync, statSync });
const plain_text = requireEncryption(given, configGroups);
const config = readApiConfig(given);
const { dsn, environment } = config.error_tracking;
const errors = createErrorTracking(dsn, {
  ...{ release: `mbi@${productVersion}`, environment, fetch, now: Date.now, newId: randomUUID },
});
// The ready line goes to stdout for whoever started us; the log goes to stderr.
const stderr = pino.destination(2);
const log = pino(
  {
    ...logLines('api'),
    level: config.log_level,
    redact: ['*.password', '*.access_token', '*.authorization', '*.api_key', '*.ticket'],
  },
  {
    write(line: string) {
      stderr.write(line);
      errors?.take(line);
    },
  },
);
if (plain_text.length > 0) log.warn({ settings: plain_text }, 'connections to public servers are not encrypted');
const api = await startApi(config, log);
process.stdout.write(`${JSON.stringify({ ready: true, port: api.port })}\n`);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  // Whatever hangs, we are gone within three seconds; the outbox remembers what was not sent.
  setTimeout(() => process.exit(0), 2_800).unref();
  await api.close();
  await errors?.flush(500);
  process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
if (process.send !== undefined) process.on('disconnect', stop);
