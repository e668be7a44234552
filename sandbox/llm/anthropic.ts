import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { z } from 'zod';
import { answerPrompt, type VendorShape } from './answer.ts';
import type { Prompt, Script } from './script.ts';
import { textsIn } from './texts.ts';

/** A question as `POST /v1/messages` takes it, and a batch for each of its requests. */
export const messageRequestSchema = z.looseObject({
  model: z.string(),
  max_tokens: z.int().positive(),
  system: z.unknown().optional(),
  messages: z.array(z.looseObject({ role: z.enum(['user', 'assistant', 'system']), content: z.unknown() })).min(1),
  stream: z.literal(false).optional(),
  output_config: z
    .looseObject({ format: z.looseObject({ type: z.string(), schema: z.unknown() }).optional() })
    .optional(),
});

const errorTypes: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
  500: 'api_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};
const stopReasons = {
  complete: 'end_turn',
  max_tokens: 'max_tokens',
  refusal: 'refusal',
  tool_use: 'tool_use',
} as const;
const wrongTool = { type: 'tool_use', id: 'toolu_1', name: 'pause_all_campaigns', input: { confirm: true } };

/** How Anthropic says things. */
export const anthropicShape: VendorShape = {
  body: (answer) => ({
    id: `msg_${randomUUID().replaceAll('-', '')}`,
    type: 'message',
    role: 'assistant',
    model: answer.model,
    content:
      answer.stop === 'refusal' ? [] : answer.stop === 'tool_use' ? [wrongTool] : [{ type: 'text', text: answer.text }],
    stop_reason: stopReasons[answer.stop],
    stop_sequence: null,
    usage: {
      input_tokens: answer.input_tokens,
      output_tokens: answer.output_tokens,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
    },
  }),
  error: (status, error) => ({
    type: 'error',
    error: {
      type: error.type ?? errorTypes[status] ?? 'api_error',
      message: error.message,
      ...(error.error_code === undefined ? {} : { details: { error_code: error.error_code } }),
    },
    request_id: `req_${randomUUID().replaceAll('-', '')}`,
  }),
};

/** The setting of a question that this version of the API no longer takes; undefined when there is none. */
export function refusedSampling(question: object, version: string): string | undefined {
  return version < '2026-10-21' ? undefined : ['temperature', 'top_p', 'top_k'].find((name) => name in question);
}

/** A question as the script sees it. */
export function promptOf({ model, system, messages, output_config }: z.infer<typeof messageRequestSchema>): Prompt {
  const text = [...textsIn(system), ...textsIn(messages)].join('\n');
  return { vendor: 'anthropic', model, text, schema: output_config?.format?.schema };
}

/** Plays `POST /v1/messages` of the Anthropic API: keys, versions and bodies are checked; streaming is not played. */
export function createAnthropicRouter(script: Script): Router {
  const router = Router();
  router.post('/v1/messages', async (request, response) => {
    const refuse = (status: number, message: string) =>
      response.status(status).json(anthropicShape.error(status, { message }));
    if (!request.get('x-api-key') && !request.get('authorization')) return refuse(401, 'x-api-key header is required');
    const version = request.get('anthropic-version');
    if (version === undefined) return refuse(400, 'anthropic-version: header is required');
    const parsed = messageRequestSchema.safeParse(request.body);
    if (!parsed.success) return refuse(400, z.prettifyError(parsed.error));
    const sampling = refusedSampling(parsed.data, version);
    if (sampling !== undefined) return refuse(400, `${sampling}: not supported`);
    return answerPrompt(response, promptOf(parsed.data), script, anthropicShape);
  });
  return router;
}
