import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { Embedder } from './embedder.ts';

const answerSchema = z.union([
  z.object({ id: z.int(), vectors: z.array(z.array(z.number())) }),
  z.object({ id: z.int(), reason: z.string() }),
]);

type Waiting = { readonly resolve: (vectors: number[][]) => void; readonly reject: (error: Error) => void };

/** Texts in one message to the thread: enough to be fast, few enough that others get their turn soon. */
const batch = 16;

/** An embedder that computes here; `close` ends its thread and gives its memory back. */
export type OfflineEmbedder = Embedder & { close(): Promise<void> };

/**
 * The Universal Sentence Encoder Lite (Cer et al. 2018, https://arxiv.org/abs/1803.11175) in a thread of its own: 512
 * dimensions, English alone, about 100 short texts a second, no network. Nothing is loaded before the first text; then it
 * holds some 200 MB. A thread that died is replaced by the next call.
 */
export function createOfflineEmbedder(): OfflineEmbedder {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | null = null;
  let serial = 0;

  function lose(reason: string): void {
    thread = null;
    for (const each of waiting.values()) each.reject(failed(reason));
    waiting.clear();
  }

  function running(): Worker {
    if (thread !== null) return thread;
    const started = new Worker(new URL('./encoder-thread.ts', import.meta.url));
    started.on('message', (message: unknown) => {
      const answer = answerSchema.parse(message);
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('vectors' in answer) asked?.resolve(answer.vectors);
      else asked?.reject(failed(answer.reason));
      // A thread with nothing to do keeps no process alive.
      if (waiting.size === 0) started.unref();
    });
    started.on('error', (error) => started === thread && lose(error.message));
    started.on('exit', () => started === thread && lose('the thread ended'));
    thread = started;
    return started;
  }

  function ask(texts: readonly string[]): Promise<number[][]> {
    const started = running();
    serial += 1;
    const id = serial;
    const answered = new Promise<number[][]>((resolve, reject) => waiting.set(id, { resolve, reject }));
    started.ref();
    started.postMessage({ id, texts: [...texts] });
    return answered;
  }

  return {
    model: 'universal-sentence-encoder-lite-en',
    dimensions: 512,
    async embed(texts, signal) {
      const vectors: number[][] = [];
      for (let at = 0; at < texts.length; at += batch) {
        signal?.throwIfAborted();
        vectors.push(...(await ask(texts.slice(at, at + batch))));
      }
      return vectors;
    },
    async close() {
      const ending = thread;
      lose('it was closed');
      await ending?.terminate();
    },
  };
}

function failed(reason: string): CodedError {
  return new CodedError('KNOWLEDGE_EMBEDDING_FAILED', `The offline model failed: ${reason}`, { vendor: 'offline' });
}
