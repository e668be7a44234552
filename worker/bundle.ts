import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Where bundles are kept (`.cache`), and which file says what goes in, from the project's root (`workflows/index.ts`).
 * `sealed_failures` lets what failures say go through the codec too, for workers that encrypt.
 */
export type BundleOptions = {
  readonly cache_folder?: string;
  readonly entry?: string;
  readonly sealed_failures?: boolean;
};

/** Converts failures so that their messages and stacks are payloads, which the codec encrypts. */
export const sealedFailuresPath = fileURLToPath(new URL('../workflows/sealed-failures.ts', import.meta.url));

/** The rooms whose files can end up in the bundle. */
const sources = ['workflows', 'playbooks/expressions', 'playbooks/guardrails', 'contracts'];

/**
 * The path of the workflow bundle for the code as it stands, made if it is not there yet. It is made in a process of its
 * own, because the bundler would keep 130 MB in the worker, and kept under a name that follows from the content of every
 * file it may hold and from how it is made, so that it can never be stale. Two workers that start at once may both make it; the last one wins.
 */
export async function obtainBundle(options: BundleOptions = {}): Promise<string> {
  const { cache_folder = join(root, '.cache'), entry = 'workflows/index.ts', sealed_failures = false } = options;
  const path = join(cache_folder, `workflow-bundle-${sealed_failures ? 'sealed-' : ''}${contentHash(entry)}.js`);
  if (existsSync(path)) return path;
  await mkdir(cache_folder, { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  const words = [join(root, 'worker', 'make-bundle.ts'), join(root, entry), unfinished];
  await promisify(execFile)(process.execPath, sealed_failures ? [...words, sealedFailuresPath] : words);
  await rename(unfinished, path);
  return path;
}

function contentHash(entry: string): string {
  const hash = createHash('sha256');
  const { version } = createRequire(import.meta.url)('@temporalio/workflow/package.json');
  hash.update(`${version}\0${entry}\0`).update(readFileSync(join(root, 'worker', 'make-bundle.ts')));
  for (const folder of new Set([...sources, dirname(entry)])) {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).sort()) {
      hash
        .update(`${folder}/${file}\0`)
        .update(readFileSync(join(root, folder, file)))
        .update('\0');
    }
  }
  return hash.digest('hex').slice(0, 32);
}
