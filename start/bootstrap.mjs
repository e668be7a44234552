// The first thing that runs on a fresh machine: plain JavaScript for any Node from 18 on. It installs what the lock file
// names when that is missing, finds a Node of at least 24 (npm brings one), and hands over to the program named in its arguments.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const packagesOf = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages;

// npm writes this inner lock last, so an interrupted install shows; the time of a file is no witness after a checkout.
function isInstalled() {
  try {
    const have = packagesOf('node_modules/.package-lock.json');
    return Object.entries(packagesOf('package-lock.json')).every(
      ([at, wanted]) =>
        !at.includes('node_modules/') ||
        wanted.link ||
        wanted.extraneous ||
        wanted.optional ||
        wanted.devOptional ||
        wanted.peer ||
        have[at]?.version === wanted.version,
    );
  } catch {
    return false;
  }
}

if (!isInstalled()) {
  console.error('Installing dependencies (about a minute, once) …');
  const flags = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const how = { cwd: root, stdio: ['ignore', 2, 2] };
  const npm = process.env.npm_execpath;
  const done = npm?.endsWith('.js') ? spawnSync(process.execPath, [npm, ...flags], how) : spawnSync('npm', flags, how);
  if (done.status !== 0) {
    console.error('`npm ci` failed; its words are above. Mend that, then start again.');
    process.exit(done.status ?? 1);
  }
}

const isNew = Number(process.versions.node.split('.')[0]) >= 24;
const node = isNew ? process.execPath : join(root, 'node_modules', 'node', 'bin', 'node');
if (!existsSync(node)) {
  console.error(
    `Node 24 or newer is needed; this is ${process.version}, and the \`node\` package is not installed. Run \`npm ci\`.`,
  );
  process.exit(1);
}

const [program = 'start/main.ts', ...rest] = process.argv.slice(2);
const child = spawn(node, [join(root, program), ...rest], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PATH: join(root, 'node_modules', '.bin') + delimiter + process.env.PATH },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
