import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project’s root. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where everything that an installation keeps lies: one ignored folder, cleared by `npm run reset`. MBI_STATE_FOLDER names another one. */
export const stateFolder = resolve(process.env.MBI_STATE_FOLDER || join(root, '.mbi'));

/** Programs that took long to get and belong to no installation; a reset keeps them. */
export const cacheFolder = join(root, '.cache', 'bin');

/** Files inside the state folder. */
export const stateFiles = {
  secrets: join(stateFolder, 'secrets.json'),
  demo: join(stateFolder, 'demo.json'),
  running: join(stateFolder, 'running.json'),
  postgres: join(stateFolder, 'postgres'),
  temporal: join(stateFolder, 'temporal'),
  knowledge: join(stateFolder, 'knowledge'),
  sandbox: join(stateFolder, 'sandbox'),
  logs: join(stateFolder, 'logs'),
} as const;

/** A path as people are told it: short when it lies in the project, whole when it lies elsewhere. */
export function shownPath(path: string): string {
  const inside = relative(root, path);
  return inside.startsWith('..') ? path : inside;
}
