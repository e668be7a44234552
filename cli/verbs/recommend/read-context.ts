import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { describeError } from '../../../contracts/errors/index.ts';
import { type CampaignContext, campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import type { CommandLine } from '../../command-line.ts';
import { CommandFailure, exitCodes } from '../../exit.ts';

/** How many faults are told at once. */
const mostFaults = 20;

/**
 * Reads a campaign context from a file, or from stdin for `-`. Throws a usage failure that names each field that is wrong,
 * what was expected there, and how to mend it.
 */
export async function readContext(file: string, line: Pick<CommandLine, 'readStdin'>): Promise<CampaignContext> {
  const text = file === '-' ? new TextDecoder().decode(await line.readStdin()) : readText(file);
  const parsed = campaignContextSchema.safeParse(readJson(text, file), { reportInput: true });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.slice(0, mostFaults).map(toFault);
  const left = parsed.error.issues.length - faults.length;
  const told = faults.map(({ path, found, expected }) => `  ${path}: expected ${expected}, found ${found}`);
  throw refused(file, [...told, ...(left > 0 ? [`  and ${left} more`] : [])], faults);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new CommandFailure(`${file} cannot be read.`, exitCodes.usage);
  }
}

function readJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it ends too early';
    throw refused(file, [`  expected JSON: ${why}`], [{ path: '', expected: 'JSON', found: why }]);
  }
}

type Fault = { readonly path: string; readonly expected: string; readonly found: string };

function toFault(issue: z.core.$ZodIssue): Fault {
  const path = issue.path.length === 0 ? 'the whole file' : issue.path.map(String).join('.');
  const expected = issue.code === 'invalid_type' ? issue.expected : issue.message;
  const { input } = issue;
  return { path, expected, found: input === undefined ? 'nothing' : JSON.stringify(input).slice(0, 60) };
}

function refused(file: string, told: readonly string[], faults: readonly Fault[]): CommandFailure {
  const code = 'CONTEXT_INVALID';
  const { title, fix } = describeError(code);
  const text = [`${file}: ${title} (${code})`, ...told, fix].join('\n');
  return new CommandFailure(text, exitCodes.usage, { code, title, fix, file, faults });
}
