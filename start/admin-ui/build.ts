import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '../../contracts/errors/index.ts';
import { root } from '../state/folders.ts';

const folder = join(root, 'admin-ui');
const stamp = join(folder, 'dist', '.source-digest');

function sourceDigest(): string {
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|html|css|json|svg)$/.test(name) && !/^(dist|node_modules)/.test(name))
    .sort();
  for (const name of [...files]) hash.update(name).update(readFileSync(join(folder, name)));
  hash.update(readFileSync(join(root, 'package-lock.json')));
  return hash.digest('hex');
}

/** Builds the back office when it was never built or its sources changed since. Takes a few seconds, then nothing. */
export async function buildAdminUi(): Promise<'built' | 'unchanged'> {
  const digest = sourceDigest();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return 'unchanged';
  const child = spawn(
    process.execPath,
    [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const words: string[] = [];
  child.stdout.on('data', (chunk) => words.push(String(chunk)));
  child.stderr.on('data', (chunk) => words.push(String(chunk)));
  const code = await new Promise<number>((resolve) => child.once('exit', (status) => resolve(status ?? 1)));
  if (code !== 0)
    throw new CodedError('PROCESS_FAILED', `The back office could not be built:\n${words.join('').slice(-2000)}`);
  writeFileSync(stamp, digest);
  return 'built';
}
