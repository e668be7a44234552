import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../docs/runbooks/', import.meta.url));

/** The text of a page of docs/runbooks for whoever is on call, in Markdown; null when there is no such page. */
export async function runbookPage(name: string): Promise<string | null> {
  if (!/^[a-z][a-z-]{0,60}$/.test(name)) return null;
  return readFile(`${folder}${name}.md`, 'utf8').catch(() => null);
}
