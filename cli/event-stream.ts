import type { ApiClient } from './api-client.ts';

/** One server-sent event. */
export type StreamEvent = { readonly id: string | null; readonly event: string; readonly data: string };

/**
 * Reads the events of an execution until the stream says `end`. A broken connection is opened again after the last event
 * that was seen, so nothing is lost. Format: the HTML standard, section on server-sent events.
 */
export async function* readExecutionEvents(api: ApiClient, execution_id: string): AsyncGenerator<StreamEvent> {
  let last: string | null = null;
  for (let failures = 0; failures < 5; failures += 1) {
    const headers: Record<string, string> = last === null ? {} : { 'last-event-id': last };
    const response = await api.raw(`/v2/executions/${execution_id}/events`, { headers });
    if (response.body === null) return;
    try {
      for await (const event of parseEvents(response.body)) {
        yield event;
        if (event.event === 'end') return;
        last = event.id ?? last;
        failures = 0;
      }
    } catch (error) {
      if (failures === 4) throw error;
    }
  }
}

/** Splits a byte stream into events; comments are dropped. */
export async function* parseEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  let rest = '';
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => splitField(line)));
      const data = fields.get('data');
      if (data !== undefined) yield { id: fields.get('id') ?? null, event: fields.get('event') ?? 'message', data };
    }
  }
}

function splitField(line: string): readonly [string, string] {
  const at = line.indexOf(':');
  return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1).trimStart()];
}
