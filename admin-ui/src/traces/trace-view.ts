import { z } from 'zod';

const text = z.string().nullish().default(null);
const figure = z.number().nullish().default(null);

const stageSchema = z.object({
  ...{ action_id: text, status: text, error_code: text },
  ...{ attempts: z.number().default(1), duration_ms: figure },
  output: z.unknown(),
});
/** What one stage of a run gave. */
export type StageView = z.infer<typeof stageSchema>;

/** A run of the reasoning agent as the screens need it; stages stand in `node_outputs` by the names of the path. */
export const traceViewSchema = z.object({
  id: z.string(),
  execution_id: z.string(),
  recommendation_id: text,
  campaign_id: z.string(),
  campaign_name: text,
  status: z.string(),
  error_message: text,
  execution_path: z.array(z.string()).default([]),
  recommended_workflow: text,
  confidence: figure,
  total_duration_ms: figure,
  llm_calls_count: z.number().default(0),
  total_tokens: z.number().default(0),
  total_cost_usd: z.number().default(0),
  executed_at: z.string(),
  workflow_state: z.record(z.string(), z.unknown()).default({}),
  node_outputs: z.record(z.string(), stageSchema).default({}),
});
/** A run of the reasoning agent. */
export type TraceView = z.output<typeof traceViewSchema>;
