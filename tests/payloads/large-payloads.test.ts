import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withCodecs } from '../../cli/verbs/replay/with-codecs.ts';
import { createPayloadCodec } from '../../db/payloads/payload-codec.ts';
import { replayHistories } from '../../worker/replay.ts';
import { temporalAddress } from '../harness/temporal.ts';
import { openTheatre, type Performance } from '../rehearsal/open-theatre.ts';
import { action, computed, literal, parallel, plan } from '../rehearsal/plans.ts';

let theatre: Awaited<ReturnType<typeof openTheatre>>;
beforeAll(async () => {
  theatre = await openTheatre({ address: temporalAddress() });
});
afterAll(() => theatre.close());

const bulk = (id: string, kilobytes: number, letter = 'x') =>
  action(id, 'bulk', { params: { kilobytes: literal(kilobytes), letter: literal(letter) }, output: id });
const weigh = (name: string) =>
  action(`weigh_${name}`, 'weigh', { params: { value: computed(name) }, output: `weight_of_${name}` });
const historyOf = (performance: Performance) => performance.handle.fetchHistory();
const bytesOf = (history: Awaited<ReturnType<typeof historyOf>>) => Buffer.byteLength(JSON.stringify(history));
const blobs = () => theatre.database.owner.sql`select sha256, size_bytes from payload_blobs`;
const replay = (performance: Performance, history: unknown) =>
  replayHistories([{ workflowId: performance.handle.workflowId, history }], undefined, [
    createPayloadCodec(theatre.database.app),
  ]);

describe('results that are too large for a history', () => {
  it.each([1_900, 2_150])('of %d KB are handed from step to step, and the history stays small', async (kilobytes) => {
    const steps = [
      bulk('big', kilobytes),
      action('again', 'echo', { params: { value: computed('big') }, output: 'copy' }),
      weigh('copy'),
    ];
    const performance = await theatre.start(plan(steps));
    expect(await performance.handle.result()).toMatchObject({
      status: 'completed',
      outputs: { weight_of_copy: kilobytes * 1024 + 11 },
    });
    const history = await historyOf(performance);
    expect(bytesOf(history)).toBeLessThan(120_000);
    expect(JSON.stringify(history)).not.toContain('x'.repeat(1_000));
  });

  it('of 50 MB fail the execution with a code, at the first attempt, and nothing of them is stored', async () => {
    const before = (await blobs()).length;
    const performance = await theatre.start(plan([bulk('vast', 50 * 1024)]));
    await expect(performance.handle.result()).rejects.toMatchObject({
      cause: { cause: { type: 'PAYLOAD_TOO_LARGE' } },
    });
    expect(theatre.stage.calls.filter((call) => call === 'bulk 51200')).toHaveLength(1);
    expect((await blobs()).length).toBe(before);
  });

  it('of 100 KB from three hundred steps at once all arrive', async () => {
    const many = Array.from({ length: 300 }, (_, index) => [
      bulk(`b${index}`, 100, String.fromCharCode(97 + (index % 26))),
    ]);
    const steps = [parallel('all', 'all', ...many), weigh('b0'), weigh('b299')];
    const performance = await theatre.start(plan(steps));
    const { outputs } = await performance.handle.result();
    expect(outputs).toMatchObject({ weight_of_b0: 100 * 1024 + 11, weight_of_b299: 100 * 1024 + 11 });
    expect(bytesOf(await historyOf(performance))).toBeLessThan(1_500_000);
  });
});

describe('a history with references', () => {
  it('replays with the table, and not once a stored payload was changed', async () => {
    const steps = [bulk('big', 64, 'q'), weigh('big')];
    const performance = await theatre.start(plan(steps));
    await performance.handle.result();
    const history = await historyOf(performance);
    expect(await replay(performance, history)).toMatchObject([{ error: null }]);
    const recorded = [{ workflowId: performance.handle.workflowId, history }];
    const line = { environment: { DATABASE_URL: theatre.database.app_url } };
    const replayed_by_command = await withCodecs(line, recorded, (codecs) => {
      expect(codecs).toHaveLength(1);
      return replayHistories(recorded, undefined, codecs);
    });
    expect(replayed_by_command).toMatchObject([{ error: null }]);
    await theatre.database.owner.sql`update payload_blobs set content = content || '\\x20'::bytea`;
    const [replayed] = await replay(performance, history);
    expect(replayed?.error).toContain('not what was stored');
  });

  it('needs the table only where there are references', async () => {
    const performance = await theatre.start(plan([bulk('small', 1)]));
    await performance.handle.result();
    const recorded = [{ workflowId: performance.handle.workflowId, history: await historyOf(performance) }];
    const line = { environment: { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' } };
    expect(await withCodecs(line, recorded, async (codecs) => codecs)).toEqual([]);
  });
});
