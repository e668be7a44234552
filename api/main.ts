import pino from 'pino';
import { logLines } from '../contracts/log-lines.ts';
import { readApiConfig } from './config.ts';
import { startApi } from './create-server.ts';

const config = readApiConfig(process.env);
// The ready line goes to stdout for whoever started us; the log goes to stderr.
const log = pino(
  {
    ...logLines('api'),
    level: config.log_level,
    redact: ['*.password', '*.access_token', '*.authorization', '*.api_key', '*.ticket'],
  },
  pino.destination(2),
);
const api = await startApi(config, log);
process.stdout.write(`${JSON.stringify({ ready: true, port: api.port })}\n`);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  // Whatever hangs, we are gone within three seconds; the outbox remembers what was not sent.
  setTimeout(() => process.exit(0), 2_800).unref();
  await api.close();
  process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
if (process.send !== undefined) process.on('disconnect', stop);
