import { buffer } from 'node:stream/consumers';
import { actionCatalog } from '../activities/catalog.action.ts';
import { stateFiles } from '../start/state/folders.ts';
import { createAsk } from './ask.ts';
import { createConnection } from './connection.ts';
import { runCommand } from './program.ts';
import { createTerminal } from './terminal.ts';

process.exitCode = await runCommand(process.argv.slice(2), {
  terminal: createTerminal(process.stdout, process.stderr),
  connection: createConnection(process.env, stateFiles.demo),
  actions: actionCatalog,
  readStdin: () => buffer(process.stdin),
  ask: createAsk(process.stdin, process.stderr),
  environment: process.env,
});
