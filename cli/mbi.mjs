#!/usr/bin/env node
// Starts the command with a Node that runs TypeScript: this one when it is new enough, else the one that npm brought along.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const major = Number(process.versions.node.split('.')[0]);
const node = major >= 24 ? process.execPath : join(here, '..', 'node_modules', 'node', 'bin', 'node');
if (!existsSync(node)) {
  console.error(
    `mbi needs Node 24 or newer; this is ${process.version}. Run \`npm ci\` in the project: it brings one.`,
  );
  process.exit(3);
}
const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(here, 'main.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
