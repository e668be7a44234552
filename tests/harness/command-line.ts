import { actionCatalog } from '../../activities/catalog.action.ts';
import { createConnection } from '../../cli/connection.ts';
import { runCommand } from '../../cli/program.ts';
import { createTerminal } from '../../cli/terminal.ts';

/** How a command ended and what it wrote. */
export type Ran = { readonly code: number; readonly out: string; readonly err: string };

/** Runs `mbi` with these words in this process; without settings it knows of no API and no demo. */
export async function runMbi(
  words: readonly string[],
  {
    environment = {},
    demo_file = '',
  }: { readonly environment?: Record<string, string>; readonly demo_file?: string } = {},
): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommand(words, {
    terminal: createTerminal({ write: (text: string) => out.push(text) }, { write: (text: string) => err.push(text) }),
    connection: createConnection(environment, demo_file),
    actions: actionCatalog,
    readStdin: async () => new Uint8Array(),
    environment,
  });
  return { code, out: out.join(''), err: err.join('') };
}
