import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { mostPlaybookBytes } from '../../contracts/playbook-source.ts';
import type { PlaybookFile } from '../../playbooks/compiler/index.ts';

/**
 * The playbooks that lie in the folders of some files without being among them, by name. What cannot be read, and what is
 * too large for a playbook, is left out: nobody asked about it. Standard input (`-`) lies in no folder.
 */
export async function readNeighbours(paths: readonly string[]): Promise<readonly PlaybookFile[]> {
  const named = paths.filter((path) => path !== '-');
  const known = new Set(named.map((path) => resolve(path)));
  const folders = new Set(named.map((path) => dirname(path)));
  const listed = await Promise.all([...folders].map(playbooksIn));
  const files = listed.flat().filter((file) => !known.has(resolve(file)));
  const read = await Promise.all(
    files.map(async (file): Promise<readonly PlaybookFile[]> => {
      try {
        if ((await stat(file)).size > mostPlaybookBytes) return [];
        return [{ file, source: await readFile(file, 'utf8') }];
      } catch {
        return [];
      }
    }),
  );
  return read.flat();
}

async function playbooksIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => /\.ya?ml$/.test(name) && !/\.test\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}
