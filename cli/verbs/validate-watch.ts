import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { ActionDefinition } from '../../contracts/action.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { describeDifference } from '../../playbooks/difference/index.ts';
import type { Terminal } from '../terminal.ts';

/** What a save changed: the differences to the last good version, or that the last good version is kept. */
export type Keeper = { read(file: string): Promise<string | null> };

/**
 * Remembers the last good version of each file. `read` compiles a file again and says what became of it; null when its text is
 * as before. A bad save changes nothing: the next good one is compared with the last good one.
 */
export function createKeeper(actions: readonly ActionDefinition[]): Keeper {
  const good = new Map<string, Plan>();
  const texts = new Map<string, string>();
  return {
    async read(file) {
      const source = await readFile(file, 'utf8').catch(() => null);
      if (source === null || source === texts.get(file)) return null;
      texts.set(file, source);
      const before = good.get(file);
      const { plan, diagnostics } = compilePlaybook(source, { file, actions });
      if (plan === null) {
        const errors = diagnostics.filter((each) => each.severity === 'error');
        const lines = errors.map((each) => `  ${file}:${each.line}:${each.column}: ${each.message} [${each.code}]`);
        const kept = before === undefined ? 'there is no good version yet' : 'the last good version is kept';
        return [`${file}: does not compile; ${kept}.`, ...lines].join('\n');
      }
      good.set(file, plan);
      if (before === undefined) return `${file}: ok`;
      const changes = describeDifference(before, plan, { actions });
      if (changes.length === 0) return `${file}: ok, does the same as before`;
      return [`${file}: ok, changed:`, ...changes.map(({ danger, text }) => `  ${danger ? '!' : ' '} ${text}`)].join(
        '\n',
      );
    },
  };
}

/** Reads files once and then after each save, until `signal` ends it. Folders are watched, since editors replace files. */
export async function watchFiles(
  files: readonly string[],
  deps: { readonly actions: readonly ActionDefinition[]; readonly terminal: Terminal; readonly signal: AbortSignal },
): Promise<void> {
  const keeper = createKeeper(deps.actions);
  let queue = Promise.resolve();
  const look = (file: string) => {
    queue = queue.then(async () => {
      const said = await keeper.read(file);
      if (said !== null) deps.terminal.note(said);
    });
    return queue;
  };
  const folders = new Set(files.map((file) => dirname(resolve(file))));
  const watchers = [...folders].map((folder) =>
    watch(folder, () => {
      for (const file of files) void look(file);
    }),
  );
  for (const file of files) await look(file);
  await new Promise<void>((done) => {
    if (deps.signal.aborted) done();
    else deps.signal.addEventListener('abort', () => done(), { once: true });
  });
  for (const watcher of watchers) watcher.close();
  await queue;
}
