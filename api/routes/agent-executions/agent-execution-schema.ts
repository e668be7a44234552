import { z } from 'zod';
import type { AgentExecutionRow } from '../../../db/queries/agent-executions-list.ts';
import { anyJson, moment } from '../../operation/paging.ts';

/** A run of the reasoning agent as a list shows it: what it went through, what it came to, and what that cost. */
export const listedAgentExecutionSchema = z.object({
  id: z.uuid(),
  execution_id: z.uuid().describe('the execution of the playbook that it belongs to'),
  recommendation_id: z.uuid().nullable(),
  campaign_id: z.string(),
  campaign_name: z.string().nullable(),
  workflow_id: z.string().nullable(),
  run_id: z.string().nullable(),
  status: z.enum(['success', 'error', 'timeout']),
  error_message: z.string().nullable(),
  execution_path: z.array(z.string()).describe('stages in the order in which they ran'),
  recommended_workflow: z.string().nullable(),
  confidence: z.number().nullable().describe('0–1; null when nothing was recommended'),
  total_duration_ms: z.int().nullable(),
  llm_calls_count: z.int().describe('calls of a language model that were not served from an earlier answer'),
  total_tokens: z.int(),
  total_cost_usd: z.number(),
  executed_at: moment,
});

/** The same with what each stage gave. */
export const agentExecutionSchema = listedAgentExecutionSchema.extend({
  workflow_state: z.record(z.string(), anyJson).describe('the state that the run ended in, in short'),
  node_outputs: z
    .record(z.string(), anyJson)
    .describe('by stage: action_id, status, attempts, duration_ms, error_code, and the output, cut where it is large'),
});

/** A row as the API answers it. */
export function toAgentExecution(row: AgentExecutionRow): z.infer<typeof agentExecutionSchema> {
  return { ...row, executed_at: row.executed_at.toISOString() };
}

/** A row as a list answers it. */
export function toListedAgentExecution(row: AgentExecutionRow): z.infer<typeof listedAgentExecutionSchema> {
  const { workflow_state: _state, node_outputs: _outputs, ...listed } = toAgentExecution(row);
  return listed;
}
