import { z } from 'zod';
import { defaultRetry, defineAction } from '../../../contracts/action.ts';

const share = z.number().min(0).max(1);

/** Lets a model answer the golden cases with two versions of a prompt and keeps how each did. */
export const comparePromptsAction = defineAction({
  agent: 'EvaluationAgent',
  action: 'compare_prompts',
  effect: 'propose',
  summary: 'Runs two versions of a prompt through the configured models on the golden cases and stores how each did.',
  params: z.object({
    prompt_name: z.string().min(1).max(100).describe('such as signal_analysis'),
    from: z.string().min(1).max(20).describe('the version that is kept when both do equally well, such as v2'),
    to: z.string().min(1).max(20).describe('the version that has to be better, such as v3'),
    model: z.string().max(100).nullish().describe('the configured model that is asked first'),
    judge: z
      .boolean()
      .default(false)
      .describe('lets a model score each answer besides: an opinion, which decides nothing'),
    refresh: z
      .boolean()
      .default(false)
      .describe('asks again although an answer of the last day would serve, as it does when a comparison is resumed'),
    most: z.int().min(1).max(500).default(200).describe('how many golden cases'),
  }),
  output: z.object({
    prompt_name: z.string(),
    cases: z.int().describe('that both versions had to answer'),
    left_out: z.int().describe('cases of which nobody could be asked'),
    stopped: z
      .object({ code: z.string(), reason: z.string() })
      .nullable()
      .describe('why it ended before the last case; null when it did not'),
    cost_usd: z.number().describe('of all questions, also of those that came to nothing'),
    winner: z.string().describe('the key of the version to use'),
    verdict: z.string(),
    versions: z.array(
      z.object({
        key: z.string(),
        evaluation_run_id: z.uuid(),
        score: share.describe('share of the cases that it got right'),
        top1_cause: share.nullable(),
        valid_answers: share.nullable(),
        unsupported: z.int().describe('answers with numbers or claims that nothing given says'),
        judge_score: z.number().nullable().describe('1 to 5; null when nobody judged'),
        input_tokens: z.int(),
        output_tokens: z.int(),
        cost_usd: z.number(),
        latency_p50_ms: z.number().nullable(),
        latency_p95_ms: z.number().nullable(),
        answered_by: z.string(),
        kept: z.int().describe('cases that earlier answers served'),
        troubles: z.array(z.object({ code: z.string(), cases: z.int() })).describe('why answers could not be used'),
      }),
    ),
  }),
  timeout_seconds: 3_600,
  heartbeat_seconds: 120,
  // What an attempt has paid for serves the next one.
  retry: defaultRetry,
});
