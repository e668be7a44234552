import { describe, expect, it } from 'vitest';
import type { ApiClient } from '../api-client.ts';
import { readExecutionEvents } from '../event-stream.ts';
import { waitForExecution } from './wait-for-execution.ts';

const id = '00000000-0000-4000-8000-000000000001';
const event = (seq: number, type: string, data: Record<string, unknown> = {}) =>
  `id: ${seq}\nevent: ${type}\ndata: ${JSON.stringify({ type, data })}\n\n`;

/** A stream that gives the text and then ends, or breaks. */
function streamOf(text: string, breaks: boolean): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      controller.enqueue(new TextEncoder().encode(text));
      if (breaks) queueMicrotask(() => controller.error(new Error('connection lost')));
      else controller.close();
    },
  });
}

/** An API whose event stream gives these pieces, one for each time it is opened, and whose execution stands so after each look. */
function apiWith(pieces: readonly (readonly [string, boolean])[], statuses: readonly string[] = ['running']) {
  const resumed: (string | null)[] = [];
  let looks = 0;
  const api: ApiClient = {
    api_url: 'http://api.example',
    raw: async (_, init) => {
      const [text, breaks] = pieces[resumed.length] ?? ['', false];
      resumed.push(new Headers(init.headers).get('last-event-id'));
      return new Response(streamOf(text, breaks));
    },
    get: async (_, schema) => {
      const status = statuses[Math.min(looks, statuses.length - 1)];
      looks += 1;
      return schema.parse({
        ...{ execution_id: id, status, error_code: null, error_message: null, recommendation_id: null },
        ...{ steps: [], approvals: [], temporal_url: null },
      });
    },
    post: async () => expect.unreachable(),
  };
  return { api, resumed, looks: () => looks };
}

async function eventsOf(api: ApiClient) {
  const seen: string[] = [];
  for await (const each of readExecutionEvents(api, id)) seen.push(`${each.id} ${each.event}`);
  return seen;
}

describe('the events of an execution', () => {
  it('a stream that closes early is opened again after the last event that was seen, so nothing is lost or told twice', async () => {
    const { api, resumed } = apiWith([
      [event(1, 'step.started') + event(2, 'step.completed'), false],
      [event(3, 'step.started'), false],
      ['event: end\ndata: {}\n\n', false],
    ]);
    expect(await eventsOf(api)).toEqual(['1 step.started', '2 step.completed', '3 step.started', 'null end']);
    expect(resumed).toEqual([null, '2', '3']);
  });

  it('nothing is asked for after the end', async () => {
    const { api, resumed } = apiWith([[`event: end\ndata: {}\n\n${event(9, 'step.started')}`, false]]);
    expect(await eventsOf(api)).toEqual(['null end']);
    expect(resumed).toEqual([null]);
  });

  it('a stream that never says anything is given up after five times', async () => {
    const { api, resumed } = apiWith([]);
    expect(await eventsOf(api)).toEqual([]);
    expect(resumed).toHaveLength(5);
  });

  it('a connection that breaks five times in a row is a failure', async () => {
    const { api, resumed } = apiWith(Array.from({ length: 9 }, () => ['', true] as const));
    await expect(eventsOf(api)).rejects.toThrow('connection lost');
    expect(resumed).toHaveLength(5);
  });
});

describe('waiting for an execution', () => {
  const notes: string[] = [];
  const terminal = { result: () => undefined, note: (text: string) => void notes.push(text) };

  it.each(['waiting_for_approval', 'completed', 'failed', 'cancelled', 'rejected', 'expired'])(
    'comes back as soon as it is %s, without waiting for the end of the stream',
    async (status) => {
      const all = event(1, 'step.started') + event(2, 'step.completed') + event(3, 'step.started');
      const { api, looks } = apiWith([[all, false]], ['running', status]);
      expect(await waitForExecution(api, terminal, id)).toMatchObject({ status });
      expect(looks()).toBe(2);
    },
  );

  it('looks once more when the stream ends, however it stands then', async () => {
    const { api, looks } = apiWith([['event: end\ndata: {}\n\n', false]], ['waiting']);
    expect(await waitForExecution(api, terminal, id)).toMatchObject({ status: 'waiting' });
    expect(looks()).toBe(1);
  });

  it('tells each event in one line, with the words that say what happened and nothing else', async () => {
    notes.length = 0;
    const told = event(1, 'step.completed', {
      step_id: 'collect',
      summary: '28 days',
      attempts: 2,
      status: '',
      title: null,
    });
    const { api } = apiWith(
      [[told + event(2, 'execution.finished', { status: 'completed' }), false]],
      ['running', 'completed'],
    );
    await waitForExecution(api, terminal, id);
    expect(notes).toEqual(['step.completed           collect 28 days', 'execution.finished       completed']);
  });

  it('tells what became of a change in the words that every screen has for it', async () => {
    notes.length = 0;
    const change = { entity_name: 'Spring', field: 'daily_budget_minor', before: 40_000, after: 46_000 };
    const told = event(1, 'change.needs_human', { change }) + event(2, 'change.verified', { step_id: 'raise' });
    const { api } = apiWith([[told, false]], ['running', 'completed']);
    await waitForExecution(api, terminal, id);
    expect(notes).toEqual([
      'change.needs_human       Spring daily_budget_minor 40000 → 46000: Needs a person',
      'change.verified          raise',
    ]);
  });
});
