import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { anthropicShape, messageRequestSchema, promptOf, refusedSampling } from './anthropic.ts';
import type { Batch, Batches, BatchOutcome } from './batches.ts';

const requestsSchema = z.looseObject({
  requests: z
    .array(z.looseObject({ custom_id: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/), params: messageRequestSchema }))
    .min(1)
    .max(100_000)
    .refine((all) => new Set(all.map((each) => each.custom_id)).size === all.length, 'custom_id must be unique'),
});

function resultOf(outcome: BatchOutcome | undefined) {
  if (outcome?.kind === 'answered') return { type: 'succeeded', message: anthropicShape.body(outcome.answer) };
  if (outcome?.kind === 'errored')
    return { type: 'errored', error: anthropicShape.error(outcome.error.status, plain(outcome.error)) };
  return { type: outcome?.kind === 'cancelled' ? 'canceled' : 'expired' };
}

/** Only what the shape knows; what is unset stays out. */
function plain({ message, type, error_code }: NonNullable<Extract<BatchOutcome, { kind: 'errored' }>>['error']) {
  return { message, ...(type === undefined ? {} : { type }), ...(error_code === undefined ? {} : { error_code }) };
}

function shown(batch: Batch, address: string) {
  const kinds = [...batch.outcomes.values()].map((outcome) => outcome.kind);
  const count = (kind: BatchOutcome['kind']) => kinds.filter((each) => each === kind).length;
  const ended = batch.status === 'ended' || batch.status === 'failed';
  return {
    ...{ id: batch.id, type: 'message_batch', archived_at: null, created_at: batch.created_at.toISOString() },
    processing_status: ended ? 'ended' : batch.status === 'cancelling' ? 'canceling' : 'in_progress',
    cancel_initiated_at: batch.cancelled ? new Date().toISOString() : null,
    ended_at: ended ? new Date().toISOString() : null,
    expires_at: new Date(batch.created_at.getTime() + 86_400_000).toISOString(),
    results_url: ended ? `${address}/v1/messages/batches/${batch.id}/results` : null,
    request_counts: {
      processing: ended ? 0 : batch.requests.length,
      ...{ succeeded: count('answered'), errored: count('errored') },
      ...{ canceled: count('cancelled'), expired: count('expired') },
    },
  };
}

/** Plays `/v1/messages/batches` of the Anthropic API: create, look, cancel, and the results as JSON lines. */
export function createAnthropicBatchRouter(batches: Batches): Router {
  const router = Router();
  const addressOf = (request: Request) => `${request.protocol}://${request.get('host')}${request.baseUrl}`;
  const refuse = (response: Response, status: number, message: string) =>
    void response.status(status).json(anthropicShape.error(status, { message }));
  router.use('/v1/messages/batches', (request, response, next) => {
    if (!request.get('x-api-key') && !request.get('authorization'))
      refuse(response, 401, 'x-api-key header is required');
    else if (request.get('anthropic-version') === undefined)
      refuse(response, 400, 'anthropic-version: header is required');
    else next();
  });
  router.post('/v1/messages/batches', (request, response) => {
    const { refuse: refusal } = batches.playing();
    if (refusal != null) return refuse(response, refusal.status, refusal.message);
    const parsed = requestsSchema.safeParse(request.body);
    if (!parsed.success) return refuse(response, 400, z.prettifyError(parsed.error));
    const version = request.get('anthropic-version') ?? '';
    const sampling = parsed.data.requests.map(({ params }) => refusedSampling(params, version)).find(Boolean);
    if (sampling !== undefined) return refuse(response, 400, `${sampling}: not supported`);
    const requests = parsed.data.requests.map(({ custom_id, params }) => ({ custom_id, prompt: promptOf(params) }));
    response.json(shown(batches.begin('anthropic', 'msgbatch_', requests), addressOf(request)));
  });
  router.get('/v1/messages/batches/:id', (request, response) => {
    const batch = batches.look('anthropic', request.params.id);
    if (batch === 'lost') return refuse(response, 529, 'Overloaded');
    if (batch === null) return refuse(response, 404, 'no such batch');
    response.json(shown(batch, addressOf(request)));
  });
  router.post('/v1/messages/batches/:id/cancel', (request, response) => {
    const batch = batches.cancel('anthropic', request.params.id);
    if (batch === null) return refuse(response, 404, 'no such batch');
    response.json(shown(batch, addressOf(request)));
  });
  router.get('/v1/messages/batches/:id/results', (request, response) => {
    const batch = batches.list().find((each) => each.id === request.params.id);
    if (batch?.status !== 'ended') return refuse(response, 404, 'no results yet');
    const lines = batch.requests.map(({ custom_id }) =>
      JSON.stringify({ custom_id, result: resultOf(batch.outcomes.get(custom_id)) }),
    );
    // Results come in any order.
    response.type('application/x-jsonl').send(`${lines.toReversed().join('\n')}\n`);
  });
  return router;
}
