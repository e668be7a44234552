import { z } from 'zod';

const text = z.string().nullish().default(null);

/** A call of a language model as the screens need it: hashes, tokens and cost, no texts. */
export const modelCallViewSchema = z
  .object({
    ...{ call_id: z.string(), timestamp: z.string(), model: z.string(), vendor: text, task: z.string(), role: text },
    status: z.string(),
    ...{ prompt_name: text, prompt_version: text, execution_id: text, recommendation_id: text, campaign_id: text },
    fallback_from: z.array(z.string()).default([]),
    cached: z.boolean().default(false),
    ...{ input_tokens: z.number().default(0), output_tokens: z.number().default(0) },
    cost_usd: z.number().nullish().default(null),
    latency_ms: z.number().default(0),
  })
  .transform((call) => ({ ...call, id: call.call_id }));
/** A call of a language model. */
export type ModelCallView = z.output<typeof modelCallViewSchema>;

/** What went to a model and what came back; null once it is no longer kept. */
export const callTextsSchema = z.object({ input: text, output: text });
