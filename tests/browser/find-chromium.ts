import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';

/** What to do when there is no browser; printed by the failing test. */
export const remedy = [
  'NO CHROMIUM WAS FOUND, SO THE BACK OFFICE IS NOT TESTED.',
  'Do one of these and run the tests again:',
  '  1. export CHROMIUM_PATH=/path/to/chromium-or-chrome',
  '  2. apt-get install -y --no-install-recommends chromium   (gives /usr/bin/chromium)',
  '  3. npm ci with Node 24 on Linux x64                      (gives @sparticuz/chromium)',
].join('\n');

/**
 * Path of a Chromium: CHROMIUM_PATH, the system’s, or the one carried by npm, in this order. Throws with the remedy.
 * The npm one unpacks into the temporary folder and reuses whatever lies there under its name, even another version’s;
 * so it gets a folder of its own, named by its version.
 */
export async function findChromium(system = '/usr/bin/chromium'): Promise<string> {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH !== undefined && CHROMIUM_PATH !== '') {
    if (!existsSync(CHROMIUM_PATH))
      throw new Error(`CHROMIUM_PATH is ${CHROMIUM_PATH}, but there is no such file.\n${remedy}`);
    return CHROMIUM_PATH;
  }
  if (existsSync(system)) return system;
  try {
    return await unpackCarried();
  } catch (error) {
    throw new Error(remedy, { cause: error });
  }
}

async function unpackCarried(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const manifest = join(dirname(entry), '..', 'package.json');
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(manifest, 'utf8')));
  const folder = resolve(join('.cache', `chromium-${version}`));
  mkdirSync(folder, { recursive: true });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    return await chromium.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}
