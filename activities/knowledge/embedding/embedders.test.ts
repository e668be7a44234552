import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { knowledgeConfig, languageModelConfig } from '../../../contracts/config/index.ts';
import { readConfig } from '../../../contracts/config/read-config.ts';
import { chooseEmbedders } from './choose-embedder.ts';
import { hidePeople } from './hide-people.ts';
import { createOpenaiEmbedder } from './openai-embedder.ts';

const requestSchema = z.object({ model: z.string(), input: z.array(z.string()), dimensions: z.int() });
const asked: z.infer<typeof requestSchema>[] = [];
/** What the vendor answers next; it speaks OpenAI’s embeddings. */
let answer: { status: number; vectorOf: (at: number) => number[] };
const server = createServer((request, response) => {
  void text(request).then((body) => {
    const { model, input, dimensions } = requestSchema.parse(JSON.parse(body));
    asked.push({ model, input, dimensions });
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    const data = input
      .map((_, index) => ({ object: 'embedding', index, embedding: answer.vectorOf(index) }))
      .toReversed();
    const error = { message: `sk-secret and ${input[0]}`, type: 'x' };
    response.end(JSON.stringify(answer.status === 200 ? { object: 'list', data, model, usage: {} } : { error }));
  });
});
let base_url = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base_url = `http://127.0.0.1:${z.object({ port: z.int() }).parse(server.address()).port}/v1`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  asked.length = 0;
  answer = { status: 200, vectorOf: (at) => [3, 4, at] };
});
const open = () =>
  createOpenaiEmbedder({ model: 'text-embedding-3-large', dimensions: 3, api_key: 'sk-secret', base_url, fetch });

describe('OpenAI’s embeddings', () => {
  it('come in the order of the texts, of unit length, and shortened to what was asked for', async () => {
    expect(await open().embed(['a', 'b'])).toEqual([
      [0.6, 0.8, 0],
      [3, 4, 1].map((each) => expect.closeTo(each / Math.hypot(3, 4, 1))),
    ]);
    expect(asked).toEqual([{ model: 'text-embedding-3-large', dimensions: 3, input: ['a', 'b'] }]);
  });

  it('are asked for in batches', async () => {
    expect(await open().embed(Array.from({ length: 130 }, (_, at) => `${at}`))).toHaveLength(130);
    expect(asked.map((each) => each.input.length)).toEqual([64, 64, 2]);
  });

  it('are never told who people are', async () => {
    await open().embed(['Write to ann.lee@shop.example or +49 (30) 1234-5678 about CPA 58.50 on 2026-01-05']);
    expect(asked[0]?.input).toEqual(['Write to [email] or [number] about CPA 58.50 on 2026-01-05']);
    expect(hidePeople('from 3.00 to 3.45 dollars in 1990')).toBe('from 3.00 to 3.45 dollars in 1990');
  });

  it.each([429, 500, 401])('that are refused with %d fail without the key and without the text', async (status) => {
    answer = { status, vectorOf: () => [] };
    const failure = await open()
      .embed(['private words'])
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'KNOWLEDGE_EMBEDDING_FAILED', details: { vendor: 'openai', status } });
    expect(`${JSON.stringify(failure)}${String(failure)}`).not.toMatch(/sk-secret|private words/);
    expect(asked).toHaveLength(1);
  });

  it('of another length than asked for are refused', async () => {
    answer = { status: 200, vectorOf: () => [1, 2] };
    await expect(open().embed(['a'])).rejects.toMatchObject({ code: 'KNOWLEDGE_EMBEDDING_FAILED' });
  });
});

describe('the embedder', () => {
  const choose = (environment: Record<string, string>) =>
    chooseEmbedders(readConfig(knowledgeConfig.extend(languageModelConfig.shape), environment), fetch);
  const offline = { model: 'universal-sentence-encoder-lite-en', dimensions: 512 };
  const large = { model: 'text-embedding-3-large', dimensions: 3_072 };

  it.each([
    [{}, offline],
    [{ OPENAI_API_KEY: 'k' }, large],
    [
      { OPENAI_API_KEY: 'k', OPENAI_EMBEDDING_DIMENSIONS: '256' },
      { ...large, dimensions: 256 },
    ],
    // Another endpoint may speak of chat alone.
    [{ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: 'http://127.0.0.1:1' }, offline],
    [{ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: 'http://127.0.0.1:1', MBI_EMBEDDINGS: 'openai' }, large],
    [{ OPENAI_API_KEY: 'k', MBI_EMBEDDINGS: 'offline' }, offline],
  ])('for %j', (environment, { model, dimensions }) => {
    expect(choose(environment).wanted).toMatchObject({ model, dimensions });
  });

  it('that made older vectors is found again, as long as it can be reached', () => {
    expect(choose({ OPENAI_API_KEY: 'k' }).of(offline)).toMatchObject(offline);
    expect(choose({ OPENAI_API_KEY: 'k' }).of({ ...large, dimensions: 256 })).toMatchObject({ dimensions: 256 });
    expect(choose({}).of(large)).toBeNull();
    expect(choose({}).of({ ...offline, dimensions: 1 })).toBeNull();
  });

  it('of OpenAI needs a key', () => {
    expect(() => choose({ MBI_EMBEDDINGS: 'openai' })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });
});
