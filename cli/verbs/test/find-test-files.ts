import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every `*.test.yaml` that the paths name: files as they are, folders with all below them. In the order of their names. */
export function findTestFiles(paths: readonly string[]): readonly string[] {
  const found = paths.flatMap((path) => (statSync(path).isDirectory() ? below(path) : [path]));
  return [...new Set(found)].toSorted();
}

function below(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.test.yaml') && !name.includes('node_modules'))
    .map((name) => join(folder, name));
}
