import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CodedError } from '../../../../contracts/errors/index.ts';
import { startTextServer } from '../../../../tests/context/text-server.ts';
import { createSourceClient, parseAnswer } from './source-client.ts';

const answers: Record<string, string | { readonly status: number; readonly text: string }> = {
  '/good': '{"rows":[1]}',
  '/nothing': '',
  '/wrong-key': { status: 403, text: 'the key abc123 is wrong' },
  '/broken': { status: 500, text: 'stack trace' },
  '/moved': { status: 302, text: '' },
  '/large': 'x'.repeat(2_000_001),
  '/just-right': 'x'.repeat(2_000_000),
};
let server: Awaited<ReturnType<typeof startTextServer>>;
beforeAll(async () => {
  server = await startTextServer((url) => answers[url.pathname] ?? { status: 404, text: '' });
});
afterAll(() => server.stop());

const client = createSourceClient({ vendor: 'Vendor', fetch });
const ask = async (path: string, at = server.url) => {
  const said = await client(new URL(`${at}${path}?key=abc123`)).catch((error: unknown) => error);
  if (said instanceof CodedError) return { code: said.code, message: said.message, details: said.details };
  return said;
};

describe('a source on the wire', () => {
  it('gives the text of a good answer, an empty one too', async () => {
    expect(await ask('/good')).toBe('{"rows":[1]}');
    expect(await ask('/nothing')).toBe('');
  });

  it.each([
    ['/wrong-key', 403],
    ['/broken', 500],
    ['/gone', 404],
  ])('that answers %s with HTTP %d is not available, and the number says why', async (path, status) => {
    expect(await ask(path)).toMatchObject({ code: 'SOURCE_UNAVAILABLE', details: { status } });
  });

  it('is not followed elsewhere, where the key would go along', async () => {
    const before = server.asked.length;
    expect(await ask('/moved')).toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
    expect(server.asked.slice(before).map((url) => url.pathname)).toEqual(['/moved']);
  });

  it('may answer two megabytes and not a byte more', async () => {
    expect(await ask('/just-right')).toHaveLength(2_000_000);
    expect(await ask('/large')).toMatchObject({ code: 'SOURCE_ANSWER_INVALID', details: { most_bytes: 2_000_000 } });
  });

  it('that nobody runs is named without its address or key', async () => {
    const gone = await startTextServer(() => '');
    await gone.stop();
    const said = await ask('/good', gone.url);
    expect(said).toMatchObject({ code: 'SOURCE_UNAVAILABLE', details: { cause: 'ECONNREFUSED' } });
    expect(JSON.stringify(said)).not.toMatch(/abc123|127\.0\.0\.1/);
  });

  it('never has a message that holds the key, whatever went wrong', async () => {
    for (const path of Object.keys(answers)) {
      const said = await ask(path);
      if (typeof said === 'object') expect(JSON.stringify(said)).not.toContain('abc123');
    }
  });

  it('that takes too long is given up', async () => {
    const hanging = createSourceClient({
      vendor: 'Vendor',
      timeout_seconds: 0,
      fetch: (_url, request) =>
        new Promise((_resolve, reject) => {
          const { signal } = request ?? {};
          signal?.addEventListener('abort', () => reject(signal.reason));
        }),
    });
    await expect(hanging(new URL('http://127.0.0.1/'))).rejects.toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
      details: { cause: 'TimeoutError' },
    });
  });
});

describe('an answer', () => {
  it('that is no JSON is refused by the name of the vendor, without its words', () => {
    expect(parseAnswer('Vendor', '[1]')).toEqual([1]);
    const refused = (() => {
      try {
        return parseAnswer('Vendor', 'secret words');
      } catch (error) {
        return error;
      }
    })();
    expect(refused).toMatchObject({ code: 'SOURCE_ANSWER_INVALID' });
    expect(String(refused)).not.toContain('secret');
  });
});
