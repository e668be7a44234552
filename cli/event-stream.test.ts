import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseEvents } from './event-stream.ts';

const wire = ': open\n\nid: 1\nevent: step.started\ndata: {"a":"é: ü"}\n\n: heartbeat\n\nevent: end\ndata: {}\n\n';
const expected = [
  { id: '1', event: 'step.started', data: '{"a":"é: ü"}' },
  { id: null, event: 'end', data: '{}' },
];

it('reads the same events wherever the bytes are cut', async () => {
  const bytes = new TextEncoder().encode(wire);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: bytes.length }), { maxLength: 8 }), async (cuts) => {
      const at = [0, ...cuts.sort((left, right) => left - right), bytes.length];
      const pieces = at.slice(1).map((end, index) => bytes.slice(at[index], end));
      const events: unknown[] = [];
      for await (const event of parseEvents(ReadableStream.from(pieces))) events.push(event);
      expect(events).toEqual(expected);
    }),
  );
});
