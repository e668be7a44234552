import { actionCatalog } from '../../activities/catalog.action.ts';
import type { Ask } from '../../cli/ask.ts';
import { createConnection } from '../../cli/connection.ts';
import { runCommand } from '../../cli/program.ts';
import { createTerminal } from '../../cli/terminal.ts';
import type { ActionDefinition } from '../../contracts/action.ts';

/** How a command ended and what it wrote. */
export type Ran = { readonly code: number; readonly out: string; readonly err: string };

/** What a command finds around it: nothing at all unless it is given. */
export type CommandSetting = {
  readonly environment?: Record<string, string>;
  readonly demo_file?: string;
  readonly stdin?: string;
  readonly actions?: readonly ActionDefinition[];
  /** The person at the terminal. */
  readonly ask?: Ask | null;
};

/** Runs `mbi` with these words in this process; without settings it knows of no API and no demo. */
export async function runMbi(
  words: readonly string[],
  { environment = {}, demo_file = '', stdin = '', actions = actionCatalog, ask = null }: CommandSetting = {},
): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommand(words, {
    terminal: createTerminal({ write: (text: string) => out.push(text) }, { write: (text: string) => err.push(text) }),
    connection: createConnection(environment, demo_file),
    actions,
    ask,
    readStdin: async () => new TextEncoder().encode(stdin),
    environment,
  });
  return { code, out: out.join(''), err: err.join('') };
}
