import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { logLines } from '../log-lines.ts';
import { eventOfLine } from './event-of-line.ts';

const origin = { release: 'mbi@0.1.0', environment: 'production' };
/** The line that the processes' own logger writes. */
function lineOf(write: (log: pino.Logger) => void): string {
  const lines: string[] = [];
  write(pino({ ...logLines('api'), level: 'trace' }, { write: (line: string) => void lines.push(line) }));
  return lines[0] ?? '';
}
const eventOf = (write: (log: pino.Logger) => void) => eventOfLine(lineOf(write), 'e1', origin);
const stackSchema = z.object({
  exception: z.object({
    values: z.tuple([
      z.object({
        stacktrace: z.object({
          frames: z.array(
            z.object({ function: z.string(), filename: z.string(), lineno: z.int(), in_app: z.boolean() }),
          ),
        }),
      }),
    ]),
  }),
});

describe('the event of a line of the log', () => {
  it('tells release, process, environment, kind and place of an error, innermost frame last', () => {
    const event = eventOf((log) =>
      log.error({ err: new TypeError('no such thing'), code: 'INTERNAL', trace_id: 't-1' }, 'request failed'),
    );
    expect(event).toMatchObject({
      ...{ event_id: 'e1', platform: 'node', level: 'error', logger: 'api', ...origin },
      ...{ message: { formatted: 'request failed' }, tags: { code: 'INTERNAL', trace_id: 't-1' } },
      exception: { values: [{ type: 'TypeError', value: 'no such thing' }] },
    });
    expect(event?.timestamp).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    const [{ stacktrace }] = stackSchema.parse(event).exception.values;
    expect(stacktrace.frames.at(-1)).toMatchObject({
      filename: expect.stringMatching(/event-of-line\.test\.ts$/),
      in_app: true,
    });
    expect(stacktrace.frames.some((frame) => !frame.in_app)).toBe(true);
  });

  it('without an error object is its own words', () => {
    expect(eventOf((log) => log.fatal('out of everything'))).toMatchObject({
      ...{ level: 'fatal', message: { formatted: 'out of everything' }, tags: {} },
      exception: { values: [{ type: 'Error', value: 'out of everything', stacktrace: { frames: [] } }] },
    });
  });

  it.each([
    ['info', lineOf((log) => log.info('fine'))],
    ['warn', lineOf((log) => log.warn({ err: new Error('x') }, 'odd'))],
    ['no JSON', 'Error: boom'],
    ['JSON of others', '{"level":50,"msg":"x"}'],
    ['nothing', ''],
  ])('is none for %s', (_, line) => {
    expect(eventOfLine(line, 'e1', origin)).toBeNull();
  });

  it.each([
    'Bearer abc.def.ghi was refused',
    'postgres://mbi_app:hunter2@db:5432/mbi does not answer',
    'access_token=EAAB123 is too old',
    'nobody named ann.lee+x@example.co.uk',
  ])('carries no secret and no address of a person: %s', (text) => {
    const failure = new Error(text);
    failure.stack = `Error: ${text}\n    at ask (file:///app/${'ann@example.com'}/x.ts:1:2)`;
    const told = JSON.stringify(eventOf((log) => log.error({ err: failure, code: text }, text)));
    expect(told).not.toMatch(/abc\.def|hunter2|EAAB123|ann/);
    expect(told).toContain('***');
  });

  it('carries only the named fields, each of bounded length', () => {
    const fields = { body: 'private', tenant: 'Alpine', err: new Error('x'.repeat(100_000)) };
    const told = JSON.stringify(eventOf((log) => log.error(fields, 'y'.repeat(100_000))));
    expect(told).not.toMatch(/private|Alpine/);
    expect(told.length).toBeLessThan(20_000);
  });
});
