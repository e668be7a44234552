import { randomUUID } from 'node:crypto';
import express, { type Response, Router } from 'express';
import { z } from 'zod';
import type { Batch, Batches, BatchOutcome } from './batches.ts';
import { chatBody, chatPrompt, chatSchema, openaiError, refusedTemperature } from './openai.ts';

const lineSchema = z.looseObject({
  custom_id: z.string().min(1).max(64),
  method: z.literal('POST'),
  url: z.literal('/v1/chat/completions'),
  body: chatSchema,
});
const orderSchema = z.looseObject({
  input_file_id: z.string(),
  endpoint: z.literal('/v1/chat/completions'),
  completion_window: z.literal('24h'),
});

/** Files by their id. */
type Files = Map<string, string>;

const plainId = () => randomUUID().replaceAll('-', '');

function lineOf(
  custom_id: string,
  outcome: BatchOutcome | undefined,
): { readonly error: boolean; readonly text: string } {
  const line = (error: boolean, rest: object) => ({
    error,
    text: JSON.stringify({ id: `batch_req_${plainId()}`, custom_id, ...rest }),
  });
  const response = (status_code: number, body: unknown) => ({ status_code, request_id: plainId(), body });
  if (outcome?.kind === 'answered')
    return line(false, { response: response(200, chatBody(outcome.answer)), error: null });
  if (outcome?.kind === 'errored') {
    const { status, message, type, code } = outcome.error;
    const parts = { message, ...(type === undefined ? {} : { type }), ...(code === undefined ? {} : { code }) };
    return line(true, { response: response(status, openaiError(status, parts)), error: null });
  }
  const code = outcome?.kind === 'cancelled' ? 'batch_cancelled' : 'batch_expired';
  return line(true, { response: null, error: { code, message: 'This request could not be executed.' } });
}

function statusOf({ status, cancelled, outcomes }: Batch): string {
  if (status === 'running') return 'in_progress';
  if (status !== 'ended') return status;
  if (cancelled) return 'cancelled';
  return [...outcomes.values()].some((outcome) => outcome.kind === 'expired') ? 'expired' : 'completed';
}

/** Plays files and `/v1/batches` of the OpenAI API: a file of JSON lines goes up, one of answers and one of errors come down. */
export function createOpenaiBatchRouter(batches: Batches): Router {
  const router = Router();
  const files: Files = new Map();
  const fileOf = (text: string, id = `file-${plainId()}`) => {
    files.set(id, text);
    return id;
  };
  const refuse = (response: Response, status: number, message: string) =>
    void response.status(status).json(openaiError(status, { message }));
  const shown = (batch: Batch, input_file_id = `${batch.id}-input`) => {
    const lines = [...batch.outcomes].map(([custom_id, outcome]) => lineOf(custom_id, outcome));
    const [good, bad] = [lines.filter((line) => !line.error), lines.filter((line) => line.error)];
    const kept = (some: typeof lines, name: string) =>
      some.length === 0 ? {} : { [name]: fileOf(some.map((line) => line.text).join('\n'), `${batch.id}-${name}`) };
    return {
      ...{ id: batch.id, object: 'batch', endpoint: '/v1/chat/completions', completion_window: '24h', input_file_id },
      ...{ status: statusOf(batch), created_at: Math.floor(batch.created_at.getTime() / 1000) },
      errors:
        batch.status === 'failed'
          ? { object: 'list', data: [{ code: 'invalid_json_line', message: 'bad line', line: 1, param: null }] }
          : null,
      request_counts: { total: batch.requests.length, completed: good.length, failed: bad.length },
      ...kept(good, 'output_file_id'),
      ...kept(bad, 'error_file_id'),
    };
  };
  router.use(['/v1/files', '/v1/batches'], (request, response, next) => {
    if (request.get('authorization')) next();
    else refuse(response, 401, 'You did not provide an API key.');
  });
  router.post('/v1/files', express.raw({ type: 'multipart/form-data', limit: '200mb' }), async (request, response) => {
    const type = request.get('content-type') ?? '';
    const body = Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : new Uint8Array();
    const form = await new globalThis.Response(body, { headers: { 'content-type': type } })
      .formData()
      .catch(() => null);
    const file = form?.get('file');
    if (form?.get('purpose') !== 'batch' || !(file instanceof Blob)) return refuse(response, 400, 'file and purpose');
    const id = fileOf(await file.text());
    response.json({ id, object: 'file', bytes: file.size, created_at: 0, filename: 'batch.jsonl', purpose: 'batch' });
  });
  router.get('/v1/files/:id/content', (request, response) => {
    const text = files.get(request.params.id);
    if (text === undefined) return refuse(response, 404, 'No such file.');
    response.type('application/octet-stream').send(Buffer.from(text));
  });
  router.post('/v1/batches', (request, response) => {
    const { refuse: refusal } = batches.playing();
    if (refusal != null) return refuse(response, refusal.status, refusal.message);
    const order = orderSchema.safeParse(request.body);
    const file = order.success ? files.get(order.data.input_file_id) : undefined;
    if (file === undefined || !order.success) return refuse(response, 400, 'No such file, endpoint or window.');
    const lines = z.array(lineSchema).safeParse(
      file
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
    );
    if (!lines.success) return refuse(response, 400, z.prettifyError(lines.error));
    const bare = lines.data.map(({ body }) => refusedTemperature(body)).find((message) => message !== null);
    if (bare !== undefined) return refuse(response, 400, bare);
    const requests = lines.data.map(({ custom_id, body }) => ({ custom_id, prompt: chatPrompt('openai', body) }));
    response.json(shown(batches.begin('openai', 'batch_', requests), order.data.input_file_id));
  });
  router.get('/v1/batches/:id', (request, response) => {
    const batch = batches.look('openai', request.params.id);
    if (batch === 'lost') return refuse(response, 503, 'The server is overloaded.');
    if (batch === null) return refuse(response, 404, 'No such batch.');
    response.json(shown(batch));
  });
  router.post('/v1/batches/:id/cancel', (request, response) => {
    const batch = batches.cancel('openai', request.params.id);
    if (batch === null) return refuse(response, 404, 'No such batch.');
    response.json(shown(batch));
  });
  return router;
}
