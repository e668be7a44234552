import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { withCodecs } from '../../cli/verbs/replay/with-codecs.ts';
import { defineAction } from '../../contracts/action.ts';
import { bindRun } from '../../contracts/action-handler.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import { createPayloadCodec } from '../../db/payloads/payload-codec.ts';
import { replayHistories } from '../../worker/replay.ts';
import { messageNames } from '../../workflows/messages.ts';
import { temporalAddress } from '../harness/temporal.ts';
import { openTheatre, type Performance } from '../rehearsal/open-theatre.ts';
import { action, computed, gate, literal, plan } from '../rehearsal/plans.ts';
import { approvalAsked } from '../rehearsal/records.ts';

const newKey = () => randomBytes(32).toString('hex');
const [older, newer, foreign] = [newKey(), newKey(), newKey()];
const canary = 'canary-of-a-campaign';

const refuse = defineAction({
  ...{ agent: 'RehearsalAgent', action: 'refuse', effect: 'read', heartbeat_seconds: null },
  ...{ summary: 'fails and says why', params: z.object({}), output: z.null() },
});
const refuses = bindRun({
  definition: refuse,
  run: () => {
    throw new CodedError('PLATFORM_REFUSED', `The platform refuses ${canary}`, { campaign: canary });
  },
});

let theatre: Awaited<ReturnType<typeof openTheatre>>;
/** The same worker's client after the keys were changed. */
let rotated: Client;
/** Somebody who can read the server's store and has no key. */
let stranger: Client;
beforeAll(async () => {
  theatre = await openTheatre({
    ...{ address: temporalAddress(), payload_keys: `${older},${newer}`, handlers: [refuses] },
  });
  const { connection } = theatre.client;
  const payloadCodecs = [createPayloadCodec(theatre.database.app, `${newer},${older}`)];
  rotated = new Client({ connection, dataConverter: { payloadCodecs } });
  stranger = new Client({ connection });
});
afterAll(() => theatre.close());

/** Every text and every byte of a history, as they lie in the server's store. */
function everythingIn(value: unknown): string {
  if (typeof value === 'string') return `${value}\n`;
  if (value instanceof Uint8Array) return `${Buffer.from(value).toString('latin1')}\n`;
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([name, each]) => `${name} ${everythingIn(each)}`)
    .join('');
}
const historyOf = (performance: Performance) =>
  stranger.workflow.getHandle(performance.handle.workflowId).fetchHistory();
const rehearsal = plan([
  action('say', 'echo', { params: { value: computed('inputs') }, output: 'said' }),
  action('large', 'bulk', { params: { kilobytes: literal(64), letter: literal('q') }, output: 'large' }),
  gate('ok', { title: literal(`May ${canary} go on?`) }),
  action('after', 'echo', { params: { value: computed('said') }, output: 'again' }),
]);

/** One run that is asked about, decided after the keys were changed, and ends. */
async function performed(): Promise<Performance> {
  const performance = await theatre.start(rehearsal, { inputs: { note: canary }, context: { note: canary } });
  const asked = await approvalAsked(theatre, performance);
  const decision = theatre.decision('ann', asked, { reason: canary });
  await rotated.workflow.getHandle(performance.handle.workflowId).signal(messageNames.decide, decision);
  return performance;
}

describe('what Temporal stores of an execution, with a key', () => {
  let done: Performance;
  beforeAll(async () => {
    done = await performed();
  });

  it('is read with every key of the list, whichever sealed it', async () => {
    const expected = { status: 'completed', outputs: { said: { note: canary }, again: { note: canary } } };
    expect(await done.handle.result()).toMatchObject(expected);
    expect(await rotated.workflow.getHandle(done.handle.workflowId).result()).toMatchObject(expected);
  });

  it('holds nothing of the plan, the inputs, the results and the decision in clear text, whatever their size', async () => {
    await done.handle.result();
    const stored = everythingIn(await historyOf(done));
    expect(stored).toContain('binary/encrypted');
    for (const word of [canary, 'qqqqqqqq', '"kind"', theatre.people.ann.email, '"blob"'])
      expect(stored, word).not.toContain(word);
    // What the server finds executions by stays readable.
    expect(stored).toContain('c123');
  });

  it('is opaque to who has no key: the result is an error, not a text', async () => {
    await done.handle.result();
    const refused = stranger.workflow.getHandle(done.handle.workflowId).result();
    await expect(refused).rejects.toThrow(/binary\/encrypted/);
  });

  it('replays with its keys, by the command too, and not with others', async () => {
    await done.handle.result();
    const recorded = [{ workflowId: done.handle.workflowId, history: await historyOf(done) }];
    const replayedWith = (keys?: string) =>
      replayHistories(recorded, undefined, [createPayloadCodec(theatre.database.app, keys)]);
    expect(await replayedWith(`${newer},${older}`)).toMatchObject([{ error: null }]);
    for (const keys of [foreign, undefined])
      expect((await replayedWith(keys))[0]?.error).toContain('sealed with a key that this process does not have');
    const folder = mkdtempSync(join(tmpdir(), 'mbi-payload-key-'));
    const file = join(folder, 'key');
    writeFileSync(file, `${newer},${older}\n`, { mode: 0o600 });
    const environment = { DATABASE_URL: theatre.database.app_url, MBI_PAYLOAD_KEY_FILE: file };
    const byCommand = await withCodecs({ environment }, recorded, (codecs) =>
      replayHistories(recorded, undefined, codecs),
    );
    rmSync(folder, { recursive: true });
    expect(byCommand).toMatchObject([{ error: null }]);
  });
});

describe('a failure, with a key', () => {
  it('says in the history what kind it is and nothing else; who has the key reads all of it', async () => {
    const performance = await theatre.start(plan([action('no', 'refuse')]));
    const failure = await performance.handle.result().then(
      () => null,
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({
      cause: { cause: { type: 'PLATFORM_REFUSED', message: expect.stringContaining(canary) } },
    });
    const stored = everythingIn(await historyOf(performance));
    expect(stored).toContain('PLATFORM_REFUSED');
    expect(stored).toContain('Encoded failure');
    expect(stored).not.toContain(canary);
    expect(stored).not.toMatch(/at \w.*\.ts:\d+/);
  });
});
