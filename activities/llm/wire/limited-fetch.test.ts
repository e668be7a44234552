import { describe, expect, it } from 'vitest';
import { createLimitedFetch } from './limited-fetch.ts';

/** Answers with so many chunks of ten bytes, and says whether it was told to stop. */
function dripping(chunks: number, headers: Record<string, string> = {}) {
  let left = chunks;
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (left === 0) return controller.close();
      left -= 1;
      controller.enqueue(new TextEncoder().encode('0123456789'));
    },
    cancel: () => {
      cancelled = true;
    },
  });
  const response = new Response(body, { status: 201, headers });
  return { fetch: async () => response, left: () => left, cancelled: () => cancelled };
}

const tooLarge = { code: 'LLM_ANSWER_TOO_LARGE', details: { limit: 30 } };

describe('an answer of a vendor', () => {
  it('within the limit arrives whole, with its status and headers', async () => {
    const response = await createLimitedFetch(dripping(3, { 'x-request': 'r1' }).fetch, 30)('http://vendor');
    expect([response.status, response.headers.get('x-request')]).toEqual([201, 'r1']);
    expect(await response.text()).toBe('0123456789'.repeat(3));
  });

  it('beyond it is not read to its end', async () => {
    const source = dripping(1_000);
    await expect(createLimitedFetch(source.fetch, 30)('http://vendor')).rejects.toMatchObject(tooLarge);
    expect(source.cancelled()).toBe(true);
    expect(source.left()).toBeGreaterThan(900);
  });

  it('that announces too much is not read at all', async () => {
    const source = dripping(1_000, { 'content-length': '10000' });
    await expect(createLimitedFetch(source.fetch, 30)('http://vendor')).rejects.toMatchObject(tooLarge);
    expect(source.cancelled()).toBe(true);
  });

  it('without a body is one without a body', async () => {
    const response = await createLimitedFetch(async () => new Response(null, { status: 204 }))('http://vendor');
    expect([response.status, await response.text()]).toEqual([204, '']);
  });
});
