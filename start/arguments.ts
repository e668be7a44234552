import { parseArgs } from 'node:util';
import { CodedError } from '../contracts/errors/index.ts';

/** What may stand behind `npm start --`. */
export type StartArguments = { readonly port: number | null; readonly demo: boolean };

/** Reads `--port N` and `--no-demo`. Throws CONFIG_INVALID on anything else. */
export function readArguments(words: readonly string[]): StartArguments {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: { port: { type: 'string' }, demo: { type: 'boolean', default: true } },
      allowNegative: true,
    });
    const port = values.port === undefined ? null : Number(values.port);
    if (port !== null && !(Number.isInteger(port) && port > 0 && port < 65536))
      throw new Error(`--port ${values.port} is not a port`);
    return { port, demo: values.demo };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CodedError('CONFIG_INVALID', `${why}. Usage: npm start [-- --port 8080] [-- --no-demo]`);
  }
}
