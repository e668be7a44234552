import { randomUUID } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { type Answer, answerPrompt, type VendorShape } from './answer.ts';
import type { Prompt, Script } from './script.ts';
import { textsIn } from './texts.ts';

const notStreaming = { stream: z.literal(false).nullish() };
const responsesSchema = z.looseObject({
  model: z.string(),
  instructions: z.string().nullish(),
  input: z.union([z.string(), z.array(z.unknown())]),
  text: z
    .looseObject({ format: z.looseObject({ name: z.string().max(64).optional(), schema: z.unknown() }).optional() })
    .optional(),
  ...notStreaming,
});
/** A question as `POST /v1/chat/completions` takes it, and a batch on each line of its file. */
export const chatSchema = z.looseObject({
  model: z.string(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })).min(1),
  temperature: z.number().min(0).max(2).optional(),
  response_format: z
    .looseObject({ json_schema: z.looseObject({ name: z.string().max(64), schema: z.unknown() }).optional() })
    .optional(),
  ...notStreaming,
});

/** An error as OpenAI says it. */
export const openaiError: VendorShape['error'] = (status, parts) => {
  const usual = status === 429 ? 'rate_limit_exceeded' : status === 401 ? 'invalid_api_key' : null;
  const type = parts.type ?? (status >= 500 ? 'server_error' : status === 429 ? 'requests' : 'invalid_request_error');
  return { error: { message: parts.message, type, param: null, code: parts.code ?? usual } };
};

const wrongTool = { id: 'call_1', type: 'function', function: { name: 'pause_all_campaigns', arguments: '{}' } };

const plainId = () => randomUUID().replaceAll('-', '');

function responsesBody(answer: Answer) {
  const part =
    answer.stop === 'refusal'
      ? { type: 'refusal', refusal: answer.text }
      : { type: 'output_text', text: answer.text, annotations: [] };
  const cut = answer.stop === 'max_tokens';
  return {
    id: `resp_${plainId()}`,
    object: 'response',
    created_at: Math.floor(Date.now() / 1000),
    status: cut ? 'incomplete' : 'completed',
    error: null,
    incomplete_details: cut ? { reason: 'max_output_tokens' } : null,
    model: answer.model,
    output: [
      {
        type: 'message',
        id: `msg_${plainId()}`,
        status: cut ? 'incomplete' : 'completed',
        role: 'assistant',
        content: [part],
      },
    ],
    usage: {
      input_tokens: answer.input_tokens,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: answer.output_tokens,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: answer.input_tokens + answer.output_tokens,
    },
  };
}

/** A chat completion as OpenAI says it. */
export function chatBody(answer: Answer) {
  const refused = answer.stop === 'refusal';
  const called = answer.stop === 'tool_use';
  return {
    id: `chatcmpl-${plainId()}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model: answer.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: refused || called ? null : answer.text,
          ...(called ? { tool_calls: [wrongTool] } : {}),
          refusal: refused ? answer.text : null,
        },
        finish_reason: called ? 'tool_calls' : answer.stop === 'max_tokens' ? 'length' : 'stop',
        logprobs: null,
      },
    ],
    usage: {
      prompt_tokens: answer.input_tokens,
      prompt_tokens_details: { cached_tokens: 0 },
      completion_tokens: answer.output_tokens,
      total_tokens: answer.input_tokens + answer.output_tokens,
    },
  };
}

/** What a model without a temperature says to one; null when there is nothing to say. */
export function refusedTemperature({ model, temperature }: z.infer<typeof chatSchema>): string | null {
  if (!model.startsWith('no-temperature') || temperature === undefined) return null;
  return "Unsupported parameter: 'temperature' is not supported with this model.";
}

/** A question as the script sees it. */
export function chatPrompt(vendor: 'openai' | 'xai', question: z.infer<typeof chatSchema>): Prompt {
  const text = textsIn(question.messages).join('\n');
  return { vendor, model: question.model, text, schema: question.response_format?.json_schema?.schema };
}

/**
 * Plays `/v1/responses` and `/v1/chat/completions` of the OpenAI API, which other vendors speak too; streaming is not played.
 * A model whose name begins with `no-temperature` refuses one, as reasoning models do.
 */
export function createOpenaiRouter(script: Script, vendor: 'openai' | 'xai' = 'openai'): Router {
  const router = Router();
  function checked<T>(request: Request, response: Response, schema: z.ZodType<T>): T | null {
    if (!request.get('authorization')) {
      response.status(401).json(openaiError(401, { message: 'You did not provide an API key.' }));
      return null;
    }
    const parsed = schema.safeParse(request.body);
    if (parsed.success) return parsed.data;
    response.status(400).json(openaiError(400, { message: z.prettifyError(parsed.error) }));
    return null;
  }
  router.post('/v1/responses', async (request, response) => {
    const body = checked(request, response, responsesSchema);
    if (body === null) return;
    const text = [...textsIn(body.instructions), ...textsIn(body.input)].join('\n');
    const prompt = { vendor, model: body.model, text, schema: body.text?.format?.schema } as const;
    await answerPrompt(response, prompt, script, { error: openaiError, body: responsesBody });
  });
  router.post('/v1/chat/completions', async (request, response) => {
    const body = checked(request, response, chatSchema);
    if (body === null) return;
    const message = refusedTemperature(body);
    if (message !== null) {
      return void response.status(400).json(openaiError(400, { message, code: 'unsupported_parameter' }));
    }
    await answerPrompt(response, chatPrompt(vendor, body), script, { error: openaiError, body: chatBody });
  });
  return router;
}
