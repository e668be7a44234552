import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The files that arguments name: a folder stands for the playbooks in it and below, without their tests; `-` and files for
 * themselves. `whole` is true when a folder was named.
 */
export async function playbookFiles(
  paths: readonly string[],
): Promise<{ readonly files: readonly string[]; readonly whole: boolean }> {
  const found = await Promise.all(paths.map(filesOf));
  const files = [...new Set(found.flat())];
  return { files, whole: found.some((each, at) => each.length !== 1 || each[0] !== paths[at]) };
}

async function filesOf(path: string): Promise<readonly string[]> {
  if (path === '-') return [path];
  const folder = await stat(path).then(
    (each) => each.isDirectory(),
    () => false,
  );
  if (!folder) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((each) => each.isFile() && /\.ya?ml$/.test(each.name) && !/\.test\.ya?ml$/.test(each.name))
    .map((each) => join(each.parentPath, each.name))
    .sort();
}
