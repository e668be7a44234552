import { z } from 'zod';
import type { JsonObject } from '../canonical-json.ts';
import { scrubbed } from '../scrub.ts';

/** What every event says besides the line: which version of the product, and where it runs. */
export type Origin = { readonly release: string; readonly environment: string };

const lineSchema = z.object({
  level: z.enum(['error', 'fatal']),
  timestamp: z.iso.datetime().optional(),
  name: z.string().optional(),
  msg: z.string().optional(),
  event: z.string().optional(),
  code: z.string().optional(),
  trace_id: z.string().optional(),
  err: z
    .object({ type: z.string().optional(), message: z.string().optional(), stack: z.string().optional() })
    .optional(),
});

const mostCharacters = 2_000;
const mostFrames = 50;
const address = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g;

/**
 * The event of a line of the log (contracts/log-lines.ts), in the form of Sentry
 * (https://develop.sentry.dev/sdk/data-model/event-payloads/); null for lines below `error`, and for what is no line of ours.
 * Only the named fields leave the house, and every text loses tokens, passwords and the addresses of people before it does.
 */
export function eventOfLine(line: string, event_id: string, { release, environment }: Origin): JsonObject | null {
  const parsed = lineSchema.safeParse(jsonOf(line));
  if (!parsed.success) return null;
  const { level, timestamp = null, name = 'mbi', msg = '', event, code, trace_id, err } = parsed.data;
  const value = masked(err?.message ?? msg);
  const type = err?.type ?? code ?? 'Error';
  const tags = Object.entries({ event, code, trace_id }).flatMap(([key, text]) =>
    text === undefined ? [] : [[key, masked(text)] as const],
  );
  return {
    ...{ event_id, platform: 'node', level, logger: name, release, environment },
    ...(timestamp === null ? {} : { timestamp }),
    message: { formatted: masked(msg === '' ? value : msg) },
    tags: Object.fromEntries(tags),
    exception: { values: [{ type: masked(type), value, stacktrace: { frames: framesOf(err?.stack ?? '') } }] },
  };
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function masked(text: string): string {
  return scrubbed(text.slice(0, mostCharacters)).replace(address, '***');
}

/** Frames as Sentry wants them: the innermost last. */
function framesOf(stack: string): JsonObject[] {
  const places = stack.split('\n').flatMap((line) => {
    const found = /^\s*at (?:(?<within>.+?) \()?(?:file:\/\/)?(?<file>[^()]+?):(?<row>\d+):(?<column>\d+)\)?$/.exec(
      line,
    );
    const { within = '?', file = '', row = '0', column = '0' } = found?.groups ?? {};
    if (found === null) return [];
    const filename = masked(file);
    return [
      { function: masked(within), filename, lineno: Number(row), colno: Number(column), in_app: isOwn(filename) },
    ];
  });
  return places.slice(0, mostFrames).reverse();
}

function isOwn(file: string): boolean {
  return !file.startsWith('node:') && !file.includes('node_modules');
}
