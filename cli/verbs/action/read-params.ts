import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { CommandLine } from '../../command-line.ts';
import { CommandFailure, exitCodes } from '../../exit.ts';

const paramsSchema = z.record(z.string(), z.unknown());

/** Parameters of an action as one JSON object: as it stands, from `@FILE`, or from stdin with `@-`. Throws a usage failure. */
export async function readParams(
  given: string,
  line: Pick<CommandLine, 'readStdin'>,
): Promise<Record<string, unknown>> {
  const text = given.startsWith('@') ? await readSource(given.slice(1), line) : given;
  try {
    const parsed = paramsSchema.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
  } catch {
    // Told below like every other text that is no object.
  }
  throw new CommandFailure(`--params needs a JSON object such as {"campaign_id": "1"}, or @FILE.`, exitCodes.usage);
}

async function readSource(file: string, line: Pick<CommandLine, 'readStdin'>): Promise<string> {
  if (file === '-') return new TextDecoder().decode(await line.readStdin());
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new CommandFailure(`${file} cannot be read.`, exitCodes.usage);
  }
}
