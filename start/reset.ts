import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { stopPostgres } from './postgres/server.ts';
import { stateFiles, stateFolder } from './state/folders.ts';
import { findRunningStart } from './state/single-start.ts';
import { stopTemporal } from './temporal/server.ts';

// Clears the embedded installation: data, secrets, logs. Programs that took long to build are kept.
const running = findRunningStart(stateFiles.running);
if (running !== null) {
  console.error(`MBI is running (process ${running}). Stop it first, then reset.`);
  process.exit(1);
}
await stopTemporal(join(stateFiles.temporal, 'temporal.json'));
await stopPostgres(stateFiles.postgres);
rmSync(stateFolder, { recursive: true, force: true });
console.log('The embedded installation is gone; `npm start` makes a new one.');
