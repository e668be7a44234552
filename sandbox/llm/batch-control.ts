import { Router } from 'express';
import { z } from 'zod';
import { type Batches, batchPlaySchema } from './batches.ts';

/** `/_sandbox/llm/batches`: says how batches go (POST), shows them (GET) and forgets them (DELETE). */
export function createBatchControl(batches: Batches): Router {
  const router = Router();
  router.get('/', (_request, response) => {
    const shown = batches.list().map(({ id, vendor, status, cancelled, requests, outcomes }) => ({
      ...{ id, vendor, status, cancelled },
      models: [...new Set(requests.map(({ prompt }) => prompt.model))],
      outcomes: Object.fromEntries([...outcomes].map(([custom_id, { kind }]) => [custom_id, kind])),
      custom_ids: requests.map(({ custom_id }) => custom_id),
    }));
    response.json({ batches: shown, play: batches.playing() });
  });
  router.post('/', (request, response) => {
    const parsed = batchPlaySchema.safeParse(request.body ?? {});
    if (!parsed.success) {
      response.status(400).json({ error: { message: z.prettifyError(parsed.error) } });
      return;
    }
    batches.play(parsed.data);
    response.json({ play: parsed.data });
  });
  router.delete('/', (_request, response) => {
    batches.clear();
    response.status(204).end();
  });
  return router;
}
