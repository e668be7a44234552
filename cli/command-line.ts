import { Command } from 'commander';
import type { ActionDefinition } from '../contracts/action.ts';
import type { ApiClient } from './api-client.ts';
import type { Ask } from './ask.ts';
import type { Connection, ConnectOptions } from './connection.ts';
import type { Terminal } from './terminal.ts';

/** What verbs work with. */
export type CommandLine = {
  readonly terminal: Terminal;
  readonly connection: Connection;
  readonly actions: readonly ActionDefinition[];
  readonly readStdin: () => Promise<Uint8Array>;
  /** Asks the person at the terminal; left out or null where nobody sits at one. */
  readonly ask?: Ask | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Sets the exit code of a command that ends without an error. */
  readonly exit: (code: number) => void;
};

/** The options that every command has. */
export type CommonOptions = { readonly json: boolean; readonly as?: string; readonly tenant?: string };

/** Adds a verb to a command. */
export type AddVerb = (parent: Command, line: CommandLine) => void;

/** A command with the common options. */
export function command(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('--json', 'print the result as JSON on stdout', false)
    .option('--as <email>', 'sign in as this person (password from MBI_PASSWORD or .mbi/demo.json)')
    .option('--tenant <name>', 'tenant of .mbi/demo.json, by name or id')
    .showHelpAfterError();
}

/** Connects as the common options say. */
export function connect(
  line: CommandLine,
  options: CommonOptions,
  permission?: ConnectOptions['permission'],
): Promise<ApiClient> {
  const { as, tenant } = options;
  return line.connection.connect({ as, tenant, ...(permission === undefined ? {} : { permission }) });
}
