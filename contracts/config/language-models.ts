import { z } from 'zod';
import { flag, optionalSecret } from './marks.ts';

/** Language models; all may be absent, and then the deterministic engine speaks alone. */
export const languageModelConfig = z.object({
  XAI_API_KEY: optionalSecret('switches xAI on, the first of the order Grok, Claude, GPT'),
  XAI_BASE_URL: z.string().default('https://api.x.ai/v1').describe('xAI, or anything that speaks the OpenAI API'),
  XAI_MODEL: z.string().default('grok-4.6').describe('what the alias grok-2 stands for; the vendor retires its models'),
  ANTHROPIC_API_KEY: optionalSecret('switches Anthropic on'),
  ANTHROPIC_BASE_URL: z.string().optional().describe('another endpoint that speaks the Anthropic API'),
  ANTHROPIC_MODEL: z.string().default('claude-haiku-4-5').describe('model for usual questions'),
  ANTHROPIC_LARGE_MODEL: z.string().optional().describe('model for questions with conflicting signals'),
  OPENAI_API_KEY: optionalSecret('switches OpenAI, or a compatible endpoint, on'),
  OPENAI_BASE_URL: z.string().optional().describe('another endpoint that speaks the OpenAI API'),
  OPENAI_MODEL: z.string().default('gpt-6-luna').describe('model for usual questions'),
  OPENAI_LARGE_MODEL: z.string().optional().describe('model for questions with conflicting signals'),
  MBI_LLM_GENERATOR: z.string().optional().describe('model that is asked first, instead of the order of the task'),
  MBI_LLM_VERIFIER: z.string().optional().describe('model that checks answers; never the one that wrote them'),
  MBI_LLM_TEMPERATURE: z.coerce.number().min(0).max(0.2).default(0).describe('0 to 0.2'),
  MBI_LLM_WITHOUT_TEMPERATURE: z
    .string()
    .default('')
    .describe('comma-separated models that refuse a temperature and may be asked all the same'),
  TRACING_ENABLED: flag
    .default(true)
    .describe('false keeps no text of what models are asked and answer, only the row of each call in the ledger'),
  TRACING_PROJECT: z.string().min(1).max(100).default('marketing-agent').describe('label of the traces of models'),
  MBI_ENVIRONMENT: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,30}$/)
    .default('dev')
    .describe('dev, staging or prod: the other label of the traces'),
});
