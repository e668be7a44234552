import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { defaultPayloadConverter, type Payload, type PayloadCodec } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporalAddress } from '../../tests/harness/temporal.ts';
import { obtainBundle } from '../bundle.ts';
import { openPayloads } from './open-payloads.ts';
import { createHistoryReplayer } from './replay-history.ts';
import { createReplayProcess, type ReplayAnswer, type ReplayJob } from './replay-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'mbi-replay-apart-'));
const recorded = readFileSync(
  join(import.meta.dirname, '../../tests/replay/histories/approval-approved.history.json'),
  'utf8',
);
const never = AbortSignal.any([]);

describe('a history that is replayed apart', () => {
  it('is the same, or says where it parts, and one after the other is replayed', { timeout: 60_000 }, async () => {
    const bundle_path = await obtainBundle();
    const replay = createReplayProcess();
    const job = (history: string): ReplayJob => ({ workflow_id: 'approval', history, bundle_path });
    const other = recorded.replaceAll('journal.open_approval', 'journal.something_else');
    const [same, different] = await Promise.all([replay(job(recorded), never), replay(job(other), never)]);
    expect(same).toEqual({ error: null });
    expect(different.error).toMatch(/determinism/i);
  });

  /** A process that does the worst with the history "bad" and answers the rest. */
  const hostile = (name: string, worst: string): URL => {
    const file = join(folder, `${name.replaceAll(' ', '-')}.mjs`);
    const code = `process.on('message', ({ history }) => {
      if (history === 'bad') { ${worst} }
      process.send({ error: Object.keys(process.env).join() || null });
    });
    process.send('ready');`;
    writeFileSync(file, code);
    return pathToFileURL(file);
  };

  it.each([
    ['never ends', 'for (;;) {}'],
    ['eats all memory', 'const all = []; for (;;) all.push(new Array(1000).fill(all.length));'],
    ['throws', 'throw new Error("no");'],
    ['kills its process', 'process.kill(process.pid, "SIGKILL");'],
  ])('and %s ends alone; the next one is replayed, with no setting of ours', async (name, worst) => {
    const replay = createReplayProcess({ replay_ms: 1_500, heap_mb: 32 }, hostile(name, worst));
    const job = (history: string) => ({ workflow_id: 'w', history, bundle_path: '' });
    const answers = await Promise.allSettled(['first', 'bad', 'next'].map((history) => replay(job(history), never)));
    expect(answers.map((each) => (each.status === 'fulfilled' ? each.value.error : each.reason.code))).toEqual([
      ...[null, 'REPLAY_TOO_COSTLY', null],
    ]);
  });

  it('is not begun, or is left, once nobody waits for it any more', async () => {
    const replay = createReplayProcess({ replay_ms: 30_000, heap_mb: 32 }, hostile('waits', 'for (;;) {}'));
    const gone = new AbortController();
    const running = replay({ workflow_id: 'w', history: 'bad', bundle_path: '' }, gone.signal);
    const waiting = replay({ workflow_id: 'w', history: 'bad', bundle_path: '' }, gone.signal);
    gone.abort();
    await expect(running).rejects.toThrow();
    await expect(waiting).rejects.toThrow();
  });
  afterAll(() => rmSync(folder, { recursive: true }));
});

describe('the payloads of a history', () => {
  const payload = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
  const text = (value: unknown) => JSON.stringify(value, (_, part) => (part instanceof Uint8Array ? '' : part));
  /** Puts every payload into another one, as a codec that encrypts does. */
  const wrapping = (name: string): PayloadCodec => ({
    encode: async (payloads) => payloads.map((each) => payload({ [name]: Buffer.from(each.data ?? []).toString() })),
    decode: async (payloads) =>
      payloads.map((each) => {
        const held: unknown = defaultPayloadConverter.fromPayload(each);
        const inner = typeof held === 'object' && held !== null ? Reflect.get(held, name) : undefined;
        if (typeof inner !== 'string') throw new Error(`It was not wrapped as ${name}.`);
        return { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from(inner) };
      }),
  });

  it('are opened wherever they lie, the last codec first, and nothing else is touched', async () => {
    const codecs = [wrapping('inner'), wrapping('outer')];
    const wrapped = async (value: unknown) => {
      const [once = payload(null)] = (await codecs[0]?.encode([payload(value)])) ?? [];
      return (await codecs[1]?.encode([once]))?.[0];
    };
    const event = async () => ({
      eventId: { low: 1, high: 0 },
      attributes: {
        input: { payloads: [await wrapped('a'), await wrapped({ b: 1 })] },
        header: null,
        token: Buffer.of(1),
      },
      failure: { message: 'Encoded failure', encodedAttributes: await wrapped({ message: 'why' }), cause: null },
    });
    const history = { events: [await event(), await event()] };
    const before = text({ ...history.events[0], attributes: null, failure: null });
    await openPayloads(history, codecs, { type: 'workflow', namespace: 'default', workflowId: 'w' });
    for (const { attributes, failure, ...rest } of history.events) {
      const [first, second] = attributes.input.payloads;
      expect(
        [first, second, failure.encodedAttributes].map((each) => Buffer.from(each?.data ?? []).toString()),
      ).toEqual([...['"a"', '{"b":1}', '{"message":"why"}']]);
      expect(text({ ...rest, attributes: null, failure: null })).toBe(before);
      expect(attributes.token).toEqual(Buffer.of(1));
    }
  });
});

describe('an execution whose history is asked of Temporal', () => {
  let connection: Connection;
  let client: Client;
  beforeAll(async () => {
    connection = await Connection.connect({ address: temporalAddress() });
    client = new Client({ connection });
  });
  afterAll(() => connection.close());
  const untouched = async (): Promise<ReplayAnswer> => {
    throw new Error('Nothing was to be replayed.');
  };

  it('is gone when Temporal does not keep it', async () => {
    const replayHistory = createHistoryReplayer({ client, bundle_path: '', replay: untouched });
    await expect(replayHistory({ workflow_id: 'nobody', run_id: null }, never)).rejects.toMatchObject({
      code: 'REPLAY_HISTORY_GONE',
    });
  });

  it('is handed on whole, and its event is told where the two part, without what looks like a secret', async () => {
    const workflowId = `replayed-${randomUUID()}`;
    const { firstExecutionRunId: run_id } = await client.workflow.start('nobody_runs_it', {
      ...{ workflowId, taskQueue: workflowId, args: [{ secret: 1 }] },
    });
    const jobs: ReplayJob[] = [];
    const error = 'Nondeterminism error: does not handle this event: HistoryEvent(id: 12, token=abc123)';
    const answers = [{ error: null }, { error }, { error: 'Something else.' }];
    const replay = async (job: ReplayJob) => {
      jobs.push(job);
      return answers[jobs.length - 1] ?? { error: null };
    };
    const replayHistory = createHistoryReplayer({ client, bundle_path: 'bundle', replay });
    const ask = () => replayHistory({ workflow_id: workflowId, run_id }, never);
    const first = await ask();
    expect(first).toMatchObject({ outcome: 'same', event_id: null, reason: null });
    expect(first.events).toBeGreaterThan(0);
    expect(JSON.parse(jobs[0]?.history ?? '').events).toHaveLength(first.events);
    const second = await ask();
    expect(second).toMatchObject({ outcome: 'different', event_id: 12 });
    expect(second.reason).not.toContain('abc123');
    expect(await ask()).toMatchObject({ outcome: 'different', event_id: null, reason: 'Something else.' });
    const small = createHistoryReplayer({ ...{ client, bundle_path: '', replay: untouched }, most_events: 1 });
    await expect(small({ workflow_id: workflowId, run_id }, never)).rejects.toMatchObject({
      code: 'REPLAY_TOO_COSTLY',
    });
    await client.workflow.getHandle(workflowId).terminate();
  });
});
