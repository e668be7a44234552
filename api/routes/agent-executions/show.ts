import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { showAgentExecutionRow } from '../../../db/queries/agent-executions-list.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { agentExecutionSchema, toAgentExecution } from './agent-execution-schema.ts';

/** One run of the reasoning agent with what each stage gave. Throws NOT_FOUND. */
export const showAgentExecution = defineOperation({
  method: 'get',
  path: '/v2/agent-executions/:id',
  id: 'show_agent_execution',
  tag: 'recommendations',
  summary: 'Show one run of the reasoning agent with what each stage gave.',
  access: 'recommendations:read',
  params: z.strictObject({ id: z.uuid().describe('of the run, or of the execution that it belongs to') }),
  query: nothing,
  body: noBody,
  responses: { 200: { description: 'The run.', schema: agentExecutionSchema } },
  errors: ['NOT_FOUND'],
  async handle({ params, inTenant }) {
    const row = await inTenant((tx) => showAgentExecutionRow(tx, params.id));
    if (row === null) throw new CodedError('NOT_FOUND', `There is no run ${params.id} of the agent.`);
    return json(200, toAgentExecution(row));
  },
});
