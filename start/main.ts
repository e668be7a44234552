import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { configGroups } from '../contracts/config/index.ts';
import { openEnvironment } from '../contracts/config/secret-files.ts';
import { CodedError } from '../contracts/errors/index.ts';
import { buildAdminUi } from './admin-ui/build.ts';
import { readArguments } from './arguments.ts';
import { loadDemo } from './demo/load-demo.ts';
import { renderWelcome, writeDemoFile } from './demo/welcome.ts';
import { freePort } from './ports/free-port.ts';
import { reserveApiPort } from './ports/reserve-api-port.ts';
import { prepareDatabase } from './prepare-database.ts';
import { startParts } from './processes/start-parts.ts';
import { stopInOrder } from './processes/stop-in-order.ts';
import { provideDatabase, provideTemporal } from './servers.ts';
import { shownPath, stateFiles } from './state/folders.ts';
import { loadSecrets } from './state/secrets.ts';
import { findRunningStart, noteStart } from './state/single-start.ts';

const begun = performance.now();
const seconds = () => ((performance.now() - begun) / 1000).toFixed(1);
const say = (text: string) => console.log(`[${seconds().padStart(6)} s] ${text}`);
const stopping = stopInOrder(say);

async function start(): Promise<void> {
  const options = readArguments(process.argv.slice(2));
  const other = findRunningStart(stateFiles.running);
  if (other !== null) {
    throw new CodedError(
      'PORT_TAKEN',
      `MBI already runs from this folder (process ${other}); its addresses are in ${shownPath(stateFiles.demo)}.`,
    );
  }
  for (const folder of [stateFiles.logs, stateFiles.sandbox]) mkdirSync(folder, { recursive: true });
  stopping.last(noteStart(stateFiles.running));
  const secrets = loadSecrets(stateFiles.secrets);
  const environment = openEnvironment(process.env, configGroups, { readFileSync, statSync });

  say('Starting Postgres and Temporal …');
  const [database, temporal] = await Promise.all([
    provideDatabase(secrets, environment).then((found) => {
      stopping.server('Postgres', found.stop);
      return found;
    }),
    provideTemporal(environment, say).then((found) => {
      stopping.server('Temporal', found.stop);
      return found;
    }),
    buildAdminUi().then((result) => result === 'built' && say('Built the back office.')),
  ]);
  const sandbox_port = await freePort(8790);
  await prepareDatabase(database, secrets, say, `http://127.0.0.1:${sandbox_port}`);
  const api_port = await reserveApiPort(options.port);
  const parts = await startParts({
    database,
    temporal,
    secrets,
    api_port,
    sandbox_port,
    say,
    onStarted: stopping.part,
    onLost: (name) =>
      void stopping.stop(`The ${name} ended unexpectedly; see ${shownPath(join(stateFiles.logs, `${name}.log`))}.`, 1),
  });
  const demo = writeDemoFile({ ...parts, database, temporal, secrets });
  // The product works without its demo, so a demo that fails is said and not fatal.
  if (options.demo)
    await loadDemo(demo, secrets, say).catch((error: unknown) => say(`The demo could not be loaded: ${String(error)}`));
  console.log(renderWelcome(demo, seconds()));
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stopping.stop('Stopping …', 0));
process.on('uncaughtException', (error) => void stopping.stop(error.message, 1));
start().catch((error: unknown) => {
  const text =
    error instanceof CodedError
      ? `${error.code}: ${error.message}`
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error);
  void stopping.stop(text, 1);
});
