import { watch } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Runs again whenever a YAML file beside the tests was saved, until it is aborted. Editors save in several steps, so it
 * waits until `quiet_ms` passed without another; saves that come while it runs lead to one more run.
 */
export async function watchTests(
  files: readonly string[],
  run: () => Promise<void>,
  options: { readonly signal: AbortSignal; readonly quiet_ms?: number },
): Promise<void> {
  const { signal, quiet_ms = 100 } = options;
  let changed = Promise.withResolvers<void>();
  let timer: NodeJS.Timeout | undefined;
  const touch = () => {
    clearTimeout(timer);
    timer = setTimeout(() => changed.resolve(), quiet_ms);
  };
  const folders = [...new Set(files.map((file) => dirname(file)))];
  const watchers = folders.map((folder) =>
    watch(folder, (_event, name) => {
      if (name?.endsWith('.yaml')) touch();
    }),
  );
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  try {
    while (!signal.aborted) {
      changed = Promise.withResolvers<void>();
      await run();
      await Promise.race([changed.promise, stopped]);
    }
  } finally {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  }
}
